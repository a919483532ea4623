import { type ReceivedRequest, type Reply, startServer } from "@perennial/connector-kit/testing";
import { FAULTS, type Fault, RETRY_AFTER_SECONDS } from "../scenario/fault.ts";
import type { World } from "../scenario/world.ts";

/** What a fault does to a request: a reply in place of the vendor's, or one of two that have none. */
export type HttpFault = Reply | "cut" | "silent";

/** How the faults of a vendor that speaks HTTP are set up. */
export interface HttpFaultsOptions {
  /** The vendor's own answers to faults, where they are not the common ones. */
  readonly replies?: { readonly [Name in Fault]?: HttpFault };
  /** Requests that meet no fault, such as those for an access token. @default none */
  readonly spares?: (request: ReceivedRequest) => boolean;
}

/** A server on loopback that meets requests with faults when told to: the HTTP part of a `World`. */
export interface HttpFaults extends Pick<World, "faults" | "clear" | "reached" | "stop"> {
  readonly url: string;
  /** Everything received, in order. */
  readonly requests: readonly ReceivedRequest[];
}

const HTML = "<!doctype html><html><body>Please log in</body></html>";
const HALF_A_DAY = 12 * 60 * 60;

const COMMON: Readonly<Record<Exclude<Fault, "echo" | "refused">, HttpFault>> = {
  "rate-limited": { status: 429, body: { message: "too many requests" } },
  "rate-limited-for": {
    status: 429,
    headers: { "retry-after": String(RETRY_AFTER_SECONDS) },
    body: { message: "too many requests" },
  },
  "daily-limit": {
    status: 429,
    headers: { "retry-after": String(HALF_A_DAY) },
    body: { message: "the limit for today is reached" },
  },
  conflict: { status: 409, body: { message: "changed by someone else meanwhile" } },
  expired: { status: 401, body: { message: "the credentials have expired" } },
  revoked: { status: 401, body: { message: "the credentials are not valid" } },
  forbidden: { status: 403, body: { message: "this needs a right that is not given" } },
  "server-error": { status: 500, body: { message: "something went wrong" } },
  html: { status: 200, headers: { "content-type": "text/html" }, body: HTML },
  silent: "silent",
  cut: "cut",
};

/**
 * Starts a server on loopback in front of a vendor, whose answers come from a function or, with
 * `passTo`, from a simulator.
 *
 * @example
 * const http = await httpFaults(passTo(simulator.url));
 * return { ...http, settings: { baseUrl: http.url, token }, taken: () => simulator.accepted.size };
 */
export async function httpFaults(
  answer: (request: ReceivedRequest) => Reply | Promise<Reply>,
  { replies = {}, spares = () => false }: HttpFaultsOptions = {},
): Promise<HttpFaults> {
  let fault: Fault | undefined;
  let reached = Promise.withResolvers<void>();
  const meets = async (request: ReceivedRequest): Promise<Reply> => {
    if (fault === undefined || spares(request)) return answer(request);
    reached.resolve();
    const reply = fault === "echo" ? echoOf(request) : (replies[fault] ?? commonReply(fault));
    if (reply === undefined) return answer(request);
    if (reply === "silent") return new Promise<never>(() => {});
    if (reply !== "cut") return reply;
    await answer(request);
    return "drop";
  };
  const server = await startServer(meets);
  const switchOn = (name: Fault) => async () => {
    fault = name;
    reached = Promise.withResolvers<void>();
    if (name === "refused") await server.close();
  };
  const names = [...Object.keys(COMMON), "echo", "refused"];
  return {
    url: server.url,
    requests: server.requests,
    faults: Object.fromEntries(names.filter(isFault).map((name) => [name, switchOn(name)])),
    clear: () => {
      fault = undefined;
    },
    reached: () => reached.promise,
    stop: () => server.close(),
  };
}

/** Hands each request on to a server, such as a simulator's, and gives its answer. */
export function passTo(url: string): (request: ReceivedRequest) => Promise<Reply> {
  return async ({ method, path, query, headers, body }) => {
    const target = new URL(path, url);
    target.search = query.toString();
    const init = { method, headers: forwarded(headers), ...(body === "" ? {} : { body }) };
    const answer = await fetch(target, init);
    const text = await answer.text();
    return {
      status: answer.status,
      headers: forwarded(Object.fromEntries(answer.headers)),
      body: text,
    };
  };
}

/** What each connection writes for itself. */
const OF_THE_CONNECTION = [
  "host",
  "connection",
  "keep-alive",
  "content-length",
  "transfer-encoding",
];

function forwarded(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.includes(name));
  return Object.fromEntries(kept);
}

function echoOf({ headers, body, path, query }: ReceivedRequest): Reply {
  return { status: 401, body: `refused: ${path}?${query} ${JSON.stringify(headers)} ${body}` };
}

function commonReply(fault: Fault): HttpFault | undefined {
  return new Map<string, HttpFault>(Object.entries(COMMON)).get(fault);
}

function isFault(name: string): name is Fault {
  return FAULTS.some((fault) => fault === name);
}
