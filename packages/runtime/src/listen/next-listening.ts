import { ConnectorError, type ConnectorErrorKind, type Instant } from "@perennial/contract";
import type { ListenEnd } from "@perennial/store";
import { later } from "../deliver/later.ts";
import { retryDelay } from "../deliver/retry-delay.ts";
import { faultWords } from "../failure/lasting-fault.ts";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
/** When one that ended by itself and without a word is tried again. */
const SOON = 5 * SECOND;
/** The most letters that are kept of what was wrong. */
const LONGEST = 500;
/** What nothing but a change at the other side or of the settings mends: it is looked at again on the next day. */
const LASTING: ReadonlySet<ConnectorErrorKind> = new Set(["forbidden", "invalid", "unsupported"]);

/** What is known of a listening that is over. */
export interface Listened {
  /** How often it could not be heard before, since it last could. */
  readonly failures: number;
  /** Whether it was to end. */
  readonly isEnded: boolean;
  /** Whether the connection wants to be listened to at all. */
  readonly isWanted: boolean;
  /** Whether the other side told of changes. */
  readonly hasBegun: boolean;
  /** What it failed with; nothing where it did not. */
  readonly error?: unknown;
}

/**
 * When a connection is listened to again: at once where it was only ended here, a day later where the account does not allow it or nobody wants
 * it, and after a failure later each time, an hour at most, and not before the other side wants to be asked again.
 */
export function nextListening(
  { failures, isEnded, isWanted, hasBegun, error }: Listened,
  now: Instant,
): ListenEnd {
  if (!isWanted) return { next: later(now, DAY), failures: 0, problem: null };
  if (isEnded) return { next: null, failures, problem: null };
  // Its session was closed, as when something of the company's settings changes.
  if (error === undefined)
    return { next: hasBegun ? null : later(now, SOON), failures, problem: null };
  const { kind, retryAfter = 0 } = ConnectorError.isInstance(error)
    ? error
    : { kind: "unavailable" as const };
  const wait = LASTING.has(kind) ? DAY : Math.min(retryDelay(failures + 1), HOUR);
  const problem = { kind, words: faultWords(error).replaceAll("\0", "").slice(0, LONGEST) };
  return {
    next: later(now, Math.max(wait, Math.min(retryAfter, DAY))),
    ...{ failures: failures + 1, problem },
  };
}
