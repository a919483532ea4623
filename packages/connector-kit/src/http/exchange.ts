import type { ConnectorErrorDetails } from "@perennial/contract";
import { DEFAULT_FAMILY } from "@perennial/contract";
import { neverWritten } from "./never-written.ts";
import type { Fail, PreparedRequest } from "./prepare-request.ts";
import { NotPublicError } from "./public-only.ts";
import { safeCause } from "./redact.ts";
import type { RequestDefaults, RequestOptions } from "./request-options.ts";
import { retryAfter } from "./retry-after.ts";
import { kindOfStatus, maybeTaken } from "./status-kinds.ts";
import { vendorWords } from "./vendor-words.ts";
import type { Wire, WireAnswer } from "./wire.ts";

/** How long a family rests after a 429 that does not say how long, in milliseconds. */
const UNTOLD = 1_000;

/** One request on its way, and what it is judged by. */
export interface Exchange {
  readonly defaults: RequestDefaults;
  readonly options: RequestOptions;
  readonly prepared: PreparedRequest;
  readonly wire: Wire;
  readonly fail: Fail;
  readonly redact: (text: string) => string;
}

/** What came back: 2xx, or a status that was declared acceptable. */
export interface Exchanged {
  readonly answer: WireAnswer;
  readonly text: string;
}

/** Sends a request once. Throws a `ConnectorError` for whatever is no answer, or not an acceptable one. */
export async function exchange(one: Exchange, signal: AbortSignal): Promise<Exchanged> {
  const { defaults, options, fail } = one;
  const { answer, text } = await send(one, signal);
  const family = options.family ?? defaults.family ?? DEFAULT_FAMILY;
  const { limiter } = defaults.context;
  const room = defaults.roomLeft?.(answer.headers);
  if (room !== undefined && room.requests <= 0) limiter.drain(family, room.resetsIn);
  if (isOk(answer) || options.accept?.includes(answer.status)) return { answer, text };
  const details = refusalDetails(one, { answer, text });
  if (details.kind === "rate-limited") limiter.drain(family, details.retryAfter ?? UNTOLD);
  throw fail(details);
}

async function send(one: Exchange, signal: AbortSignal): Promise<Exchanged> {
  const { prepared, fail } = one;
  const { maxAnswerBytes = 1_048_576 } = one.defaults;
  let answer: WireAnswer;
  try {
    answer = await one.wire(prepared, { signal, maxBytes: maxAnswerBytes });
  } catch (error) {
    throw fail(brokenDetails(one, signal, error));
  }
  if (answer.text !== undefined) return { answer, text: answer.text };
  throw fail({
    kind: "unavailable",
    maybeDone: isOk(answer) || maybeTaken(answer.status),
    message: `${prepared.name} was answered with more than ${maxAnswerBytes} bytes`,
  });
}

function isOk({ status }: WireAnswer): boolean {
  return status >= 200 && status < 300;
}

type Details = Omit<ConnectorErrorDetails, "connector">;

function brokenDetails(one: Exchange, signal: AbortSignal, error: unknown): Details {
  const { name } = one.prepared;
  const refused = refusedAddress(error);
  if (refused !== undefined) {
    return { kind: "invalid", message: `${name} was not sent: ${refused.message}` };
  }
  return {
    kind: "unavailable",
    maybeDone: !neverWritten(error),
    message: `${name} ${brokenWords(signal, one.defaults.timeout ?? 15_000, error)}`,
    cause: safeCause(error, one.redact),
  };
}

function refusedAddress(error: unknown): NotPublicError | undefined {
  if (error instanceof NotPublicError) return error;
  return error instanceof Error && error.cause !== undefined
    ? refusedAddress(error.cause)
    : undefined;
}

function brokenWords(signal: AbortSignal, timeout: number, error: unknown): string {
  if (signal.aborted) return `was not answered within ${timeout} ms, or was stopped`;
  return neverWritten(error)
    ? "could not reach the other side; check the address and its certificate"
    : "was cut off before the answer was complete";
}

function refusalDetails({ defaults, prepared }: Exchange, { answer, text }: Exchanged): Details {
  const { status, headers } = answer;
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
