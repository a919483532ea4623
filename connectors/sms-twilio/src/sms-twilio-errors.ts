import type { Exception, Refusal } from "@perennial/connector-kit";
import type { ConnectorErrorKind } from "@perennial/contract";

/** Milliseconds to wait where Twilio says "not now" and not for how long; our own choice. */
const A_MINUTE = 60_000;
const AN_HOUR = 60 * A_MINUTE;

/** Codes of a 400 that are not the message's fault (twilio.com/docs/api/errors); all others are `invalid`. */
const REFUSALS: ReadonlyMap<number, ConnectorErrorKind> = new Map([
  // The account may not do this: a country that is not switched on, a sender that is not ours, a trial account.
  [21408, "forbidden"],
  [21606, "forbidden"],
  [21608, "forbidden"],
  [21659, "forbidden"],
  [21660, "forbidden"],
  // Another moment is needed: the sender's queue is full, or the day's allowance is used up.
  [21611, "rate-limited"],
  [30022, "rate-limited"],
  [63038, "rate-limited"],
]);

const DAILY_CAP = 63038;

/** What a 400 with this code means; code 0 where the answer has none. */
export function meaningOfRefusal(code: number): Exception {
  const kind = REFUSALS.get(code) ?? "invalid";
  if (kind !== "rate-limited") return { kind };
  return { kind, retryAfter: code === DAILY_CAP ? AN_HOUR : A_MINUTE };
}

/** How long a 429 asks to wait where it has no `Retry-After`: a day's allowance takes longer to come back. */
export function smsTwilioExceptions({ status, words }: Refusal): Exception | undefined {
  if (status !== 429) return undefined;
  return { kind: "rate-limited", retryAfter: /daily|per day/i.test(words) ? AN_HOUR : A_MINUTE };
}

/** Why a message that was taken did not arrive (twilio.com/docs/sms/api/message-resource, error codes). */
const FAILURES: ReadonlyMap<number, string> = new Map([
  [30001, "the queue of the sender is full"],
  [30002, "the Twilio account is suspended"],
  [30003, "the phone cannot be reached"],
  [30004, "the message is blocked by the phone or its network"],
  [30005, "the number is unknown or no longer in service"],
  [30006, "the number is a landline, or its network takes no messages"],
  [30007, "the network filtered the message"],
  [30008, "the network gave no reason"],
  [30034, "the sender is not registered"],
  [21610, "the recipient has replied STOP to this sender"],
]);

/** Numbers that will never take a message. */
const PERMANENT: ReadonlySet<number> = new Set([21211, 21614, 30005, 30006]);

/** Why a message did not arrive: the words with Twilio's code, and whether the number is to blame for ever. */
export function failureOf(code: number | undefined): { reason: string; permanent?: true } {
  if (code === undefined || code === 0) return { reason: "Twilio could not deliver it" };
  const reason = `Twilio ${code}: ${FAILURES.get(code) ?? "it could not be delivered"}`;
  return PERMANENT.has(code) ? { reason, permanent: true } : { reason };
}
