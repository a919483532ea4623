import { ConnectorError, type ConnectorErrorDetails } from "@perennial/contract";
import type { z } from "zod";
import { issueWords } from "../inbound/issue-words.ts";
import { neverWritten } from "./never-written.ts";
import { type PreparedRequest, prepareRequest } from "./prepare-request.ts";
import { readBounded } from "./read-bounded.ts";
import { createRedactor, credentialsIn, safeCause } from "./redact.ts";
import type { Answer, RequestDefaults, RequestOptions } from "./request-options.ts";
import { retryAfter } from "./retry-after.ts";
import { kindOfStatus, maybeTaken } from "./status-kinds.ts";
import { vendorWords } from "./vendor-words.ts";

/** Does one request; see `createRequest`. */
export type RequestFunction = (options: RequestOptions) => Promise<Answer>;

type Details = Omit<ConnectorErrorDetails, "connector">;

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
  const redact = createRedactor([...defaults.secrets, ...credentialsIn(defaults.headers ?? {})]);
  const fail = ({ message, ...rest }: Details): ConnectorError =>
    new ConnectorError({ ...rest, connector: defaults.connector, message: redact(message) });

  return async (options) => {
    const prepared = prepareRequest(defaults, options, fail);
    const { response, text } = await exchange(defaults, prepared, { fail, redact });
    const accepted = response.ok || options.accept?.includes(response.status) === true;
    if (!accepted) throw fail(refusalDetails({ defaults, prepared, response, text }));
    const words = redact(vendorWords(text));
    const read = reader(prepared, { response, text, fail });
    return { status: response.status, text, words, read };
  };
}

interface Told {
  readonly fail: (details: Details) => ConnectorError;
  readonly redact: (text: string) => string;
}

async function exchange(defaults: RequestDefaults, prepared: PreparedRequest, told: Told) {
  const { context, timeout = 15_000, maxAnswerBytes = 1_048_576 } = defaults;
  if (context.abort.aborted) {
    throw told.fail({
      kind: "unavailable",
      message: `${prepared.name} was not sent: closing down`,
    });
  }
  const signal = AbortSignal.any([context.abort, AbortSignal.timeout(timeout)]);
  try {
    const response = await context.fetch(prepared.url, {
      ...prepared.init,
      redirect: "manual",
      signal,
    });
    const text = await readBounded(response, maxAnswerBytes);
    if (text !== undefined) return { response, text };
    throw told.fail({
      kind: "unavailable",
      maybeDone: response.ok || maybeTaken(response.status),
      message: `${prepared.name} was answered with more than ${maxAnswerBytes} bytes`,
    });
  } catch (error) {
    if (ConnectorError.isInstance(error)) throw error;
    throw told.fail({
      kind: "unavailable",
      maybeDone: !neverWritten(error),
      message: `${prepared.name} ${brokenWords(signal, timeout, error)}`,
      cause: safeCause(error, told.redact),
    });
  }
}

function brokenWords(signal: AbortSignal, timeout: number, error: unknown): string {
  if (signal.aborted) return `was not answered within ${timeout} ms, or was stopped`;
  return neverWritten(error)
    ? "could not reach the other side; check the address and its certificate"
    : "was cut off before the answer was complete";
}

interface RefusedAnswer {
  readonly defaults: RequestDefaults;
  readonly prepared: PreparedRequest;
  readonly response: Response;
  readonly text: string;
}

function refusalDetails({ defaults, prepared, response, text }: RefusedAnswer): Details {
  const { status, headers } = response;
  const words = status >= 300 && status < 400 ? redirectWords(headers) : vendorWords(text);
  const exception = defaults.exceptions?.({ status, words });
  const wait =
    retryAfter(
      headers.get("retry-after") ?? undefined,
      headers.get("date") ?? undefined,
      defaults.context.clock.now(),
    ) ?? exception?.retryAfter;
  return {
    kind: exception?.kind ?? kindOfStatus(status),
    maybeDone: maybeTaken(status),
    message: `${prepared.name} was answered ${status}${words === "" ? "" : `: ${words}`}`,
    ...(wait === undefined ? {} : { retryAfter: wait }),
  };
}

function redirectWords(headers: Headers): string {
  const location = headers.get("location") ?? "";
  const target = URL.canParse(location) ? new URL(location) : undefined;
  const where = target === undefined ? "elsewhere" : `to ${target.origin}${target.pathname}`;
  return `a redirect ${where}, which is never followed; correct the address in the settings`;
}

interface ReadableAnswer {
  readonly response: Response;
  readonly text: string;
  readonly fail: (details: Details) => ConnectorError;
}

function reader(prepared: PreparedRequest, { response, text, fail }: ReadableAnswer) {
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
