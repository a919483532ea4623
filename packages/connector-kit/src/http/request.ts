import { ConnectorError, type Tokens } from "@perennial/contract";
import type { z } from "zod";
import { issueWords } from "../inbound/issue-words.ts";
import { type Exchange, type Exchanged, exchange } from "./exchange.ts";
import { pooledWire } from "./pooled-wire.ts";
import { type Fail, prepareRequest } from "./prepare-request.ts";
import { publicFetch } from "./public-only.ts";
import { createRedactor, credentialsIn } from "./redact.ts";
import { repeat } from "./repeat.ts";
import type { Answer, RequestDefaults, RequestOptions } from "./request-options.ts";
import { vendorWords } from "./vendor-words.ts";
import { fetchWire, type Wire } from "./wire.ts";

/** Does one request; see `createRequest`. */
export type RequestFunction = (options: RequestOptions) => Promise<Answer>;

/**
 * Makes the one function through which a connector speaks HTTP. It never follows a redirect, never
 * waits longer than the time-out, never reads more than the limit, and fails with a `ConnectorError`
 * alone, whose `maybeDone` says whether the other side may have taken the request.
 *
 * @example
 * const request = createRequest({ connector: "acme", context, baseUrl, secrets: [token] });
 * const answer = await request({ method: "GET", path: ["customers", id] });
 */
export function createRequest(defaults: RequestDefaults): RequestFunction {
  const wire = wireOf(defaults);
  const { tokens } = defaults;
  if (tokens === undefined) {
    const redact = redactorOf(defaults);
    return (options) => perform(defaults, options, { wire, redact });
  }
  return (options) =>
    tokens.authorized((fresh) => {
      const own = withToken(defaults, fresh);
      return perform(own, options, { wire, redact: redactorOf(own) });
    });
}

/** The platform's own `fetch`, before anybody put another in its place. */
const platformFetch = globalThis.fetch;

function wireOf({ publicOnly, context }: RequestDefaults): Wire {
  if (publicOnly) return fetchWire(publicFetch(publicOnly));
  const fetched = fetchWire((url, init) => context.fetch(url, init));
  if (context.fetch !== platformFetch) return fetched;
  return (request, limits) => (request.changes ? pooledWire : fetched)(request, limits);
}

function redactorOf({ secrets, headers = {} }: RequestDefaults): (text: string) => string {
  return createRedactor([...secrets, ...credentialsIn(headers)]);
}

function withToken(defaults: RequestDefaults, tokens: Tokens): RequestDefaults {
  const authorization = `Bearer ${tokens.accessToken}`;
  return { ...defaults, headers: { ...defaults.headers, authorization } };
}

async function perform(
  defaults: RequestDefaults,
  options: RequestOptions,
  { wire, redact }: Pick<Exchange, "wire" | "redact">,
): Promise<Answer> {
  const { context } = defaults;
  const fail: Fail = ({ message, ...rest }) =>
    new ConnectorError({ ...rest, connector: defaults.connector, message: redact(message) });
  const prepared = prepareRequest(defaults, options, fail);
  const one: Exchange = { defaults, options, prepared, wire, fail, redact };
  if (context.abort.aborted) {
    const message = `${prepared.name} was not sent: closing down`;
    throw fail({ kind: "unavailable", message });
  }
  const family = options.family ?? defaults.family;
  const { answer, text } = await repeat({
    defaults,
    repeatable: prepared.repeatable,
    room: async (signal) => {
      if (family !== undefined) await context.limiter.take(family, signal);
    },
    attempt: (signal) => exchange(one, signal),
  });
  return {
    status: answer.status,
    // Both are put together for those who ask.
    get headers() {
      return answer.headers;
    },
    text,
    get words() {
      return redact(vendorWords(text));
    },
    read: reader(one, { answer, text }),
  };
}

function reader({ prepared, fail }: Exchange, { answer, text }: Exchanged) {
  return <Shape>(schema: z.ZodType<Shape>): Shape => {
    const problem = (what: string): ConnectorError =>
      fail({
        kind: "unavailable",
        maybeDone: prepared.changes,
        message: `${prepared.name} was answered ${answer.status} with ${what}`,
      });
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw problem("something that is not JSON");
    }
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    throw problem(`an unexpected body (${issueWords(result.error)})`);
  };
}
