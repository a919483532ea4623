import { ConnectorError, type Tokens } from "@perennial/contract";
import type { z } from "zod";
import { issueWords } from "../inbound/issue-words.ts";
import { type Exchange, type Exchanged, exchange } from "./exchange.ts";
import { type Fail, prepareRequest } from "./prepare-request.ts";
import { type Fetch, publicFetch } from "./public-only.ts";
import { createRedactor, credentialsIn } from "./redact.ts";
import { repeat } from "./repeat.ts";
import type { Answer, RequestDefaults, RequestOptions } from "./request-options.ts";
import { vendorWords } from "./vendor-words.ts";

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
  const fetch: Fetch = defaults.publicOnly
    ? publicFetch(defaults.publicOnly)
    : (url, init) => defaults.context.fetch(url, init);
  const once = (options: RequestOptions, tokens?: Tokens) =>
    perform(withToken(defaults, tokens), options, fetch);
  return (options) => {
    if (defaults.tokens === undefined) return once(options);
    return defaults.tokens.authorized((tokens) => once(options, tokens));
  };
}

function withToken(defaults: RequestDefaults, tokens: Tokens | undefined): RequestDefaults {
  if (tokens === undefined) return defaults;
  const authorization = `Bearer ${tokens.accessToken}`;
  return { ...defaults, headers: { ...defaults.headers, authorization } };
}

async function perform(
  defaults: RequestDefaults,
  options: RequestOptions,
  fetch: Fetch,
): Promise<Answer> {
  const { context } = defaults;
  const redact = createRedactor([...defaults.secrets, ...credentialsIn(defaults.headers ?? {})]);
  const fail: Fail = ({ message, ...rest }) =>
    new ConnectorError({ ...rest, connector: defaults.connector, message: redact(message) });
  const prepared = prepareRequest(defaults, options, fail);
  const one: Exchange = { defaults, options, prepared, fetch, fail, redact };
  if (context.abort.aborted) {
    const message = `${prepared.name} was not sent: closing down`;
    throw fail({ kind: "unavailable", message });
  }
  const family = options.family ?? defaults.family;
  const { response, text } = await repeat({
    defaults,
    repeatable: prepared.repeatable,
    room: async (signal) => {
      if (family !== undefined) await context.limiter.take(family, signal);
    },
    attempt: (signal) => exchange(one, signal),
  });
  const words = redact(vendorWords(text));
  const read = reader(one, { response, text });
  return { status: response.status, headers: response.headers, text, words, read };
}

function reader({ prepared, fail }: Exchange, { response, text }: Exchanged) {
  return <Shape>(schema: z.ZodType<Shape>): Shape => {
    const problem = (what: string): ConnectorError =>
      fail({
        kind: "unavailable",
        maybeDone: prepared.changes,
        message: `${prepared.name} was answered ${response.status} with ${what}`,
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
