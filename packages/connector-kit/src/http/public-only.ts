import { lookup as systemLookup } from "node:dns/promises";
import * as http from "node:http";
import * as https from "node:https";
import type { LookupFunction } from "node:net";
import { Readable } from "node:stream";
import { isLoopback, isReachable, type OpenedRange } from "./special-addresses.ts";
import { headersOf } from "./wire.ts";

/** The part of `fetch` that the kit uses: a text as the body, and a redirect is handed back. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** All addresses of a name, as `dns.lookup` gives them. */
export type Resolve = (
  hostname: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** What an operator opens beyond public addresses. */
export interface PublicOnlyOptions {
  /**
   * `loopback` and `private` open addresses; loopback then also without TLS and at any port, for demos and tests.
   * `http` gives up TLS everywhere. @default none
   */
  readonly allow?: readonly (OpenedRange | "http")[];
  /** @default [443, 8443] */
  readonly ports?: readonly number[];
  /** Finds the addresses of a name. @default the system's own */
  readonly resolve?: Resolve;
}

/** An address that no request may go to; nothing was sent. Its words name no address we found. */
export class NotPublicError extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = "NotPublicError";
  }
}

/**
 * A `fetch` for addresses that customers type: it reaches public addresses alone. What a name stands for is judged
 * when the connection is made, by every address it has, so that no later answer of a name server counts; a redirect
 * is never followed. Each request has a connection of its own. Rejects with a `NotPublicError` for the rest.
 */
export function publicFetch(options: PublicOnlyOptions = {}): Fetch {
  const lookup = guardedLookup(options);
  return async (address, init) => {
    const url = checkedUrl(address, options);
    const { request } = url.protocol === "https:" ? https : http;
    const headers = Object.fromEntries(new Headers(init.headers));
    const signal = init.signal ?? undefined;
    const sent = request(url, {
      ...{ method: init.method ?? "GET", headers, lookup, agent: false },
      ...(signal && { signal }),
    });
    const answer = Promise.withResolvers<Response>();
    sent.once("response", (incoming) => {
      try {
        answer.resolve(toResponse(incoming));
      } catch (error) {
        incoming.destroy();
        answer.reject(error);
      }
    });
    sent.on("error", answer.reject);
    // Also where it ends without either, as after an answer that would change the protocol.
    sent.once("close", () => answer.reject(new TypeError("the connection was closed")));
    sent.end(typeof init.body === "string" ? init.body : undefined);
    return answer.promise;
  };
}

const BODILESS = new Set([204, 205, 304]);

function toResponse(incoming: http.IncomingMessage): Response {
  const status = incoming.statusCode ?? 0;
  const headers = headersOf(incoming);
  if (BODILESS.has(status)) {
    incoming.resume();
    return new Response(null, { status, headers });
  }
  const body: unknown = Readable.toWeb(incoming);
  return new Response(body as ReadableStream<Uint8Array>, { status, headers });
}

/** What can be judged without a name server. A URL parser has by then made one spelling of all that numbers have. */
function checkedUrl(address: string, options: PublicOnlyOptions): URL {
  if (!URL.canParse(address)) throw new NotPublicError("the address is not a URL");
  const url = new URL(address);
  const { allow = [], ports = [443, 8443] } = options;
  if (url.username !== "" || url.password !== "") {
    throw new NotPublicError("leave user name and password out of the address");
  }
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isNumber = isIPLike(url.hostname);
  if (isNumber && !isReachable(host, openedBy(options))) throw notPublic(host);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new NotPublicError("only an address that begins with https:// can be used");
  }
  if (allow.includes("loopback") && (isLoopback(host) || host === "localhost")) return url;
  if (url.protocol === "http:" && !allow.includes("http")) {
    throw new NotPublicError("only an address that begins with https:// can be used");
  }
  const port = Number(url.port || (url.protocol === "http:" ? 80 : 443));
  const mayUse = ports.includes(port) || (port === 80 && url.protocol === "http:");
  if (!mayUse) throw new NotPublicError(`only the ports ${ports.join(" and ")} can be used`);
  return url;
}

function isIPLike(hostname: string): boolean {
  return hostname.startsWith("[") || /^\d+\.\d+\.\d+\.\d+$/.test(hostname);
}

function openedBy({ allow = [] }: PublicOnlyOptions): readonly OpenedRange[] {
  return allow.filter((each) => each !== "http");
}

function notPublic(host: string): NotPublicError {
  return new NotPublicError(`"${host}" does not lead to a public address`);
}

const systemResolve: Resolve = (hostname) => systemLookup(hostname, { all: true });

/** Given to the socket itself: what it connects to is what was judged. */
function guardedLookup(options: PublicOnlyOptions): LookupFunction {
  const { resolve = systemResolve } = options;
  const opened = openedBy(options);
  return (hostname, asked, callback) => {
    const answer = async () => {
      const addresses = await resolve(hostname);
      const [first] = addresses;
      // One address of ours among public ones is an attempt to be the one that is used.
      if (!first || !addresses.every(({ address }) => isReachable(address, opened))) {
        throw notPublic(hostname);
      }
      return { addresses: [...addresses], first };
    };
    answer().then(
      ({ addresses, first }) => {
        if (asked.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), ""),
    );
  };
}
