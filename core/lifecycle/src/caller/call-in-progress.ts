import type { Duration, Instant } from "@perennial/contract";
import { addDuration } from "../schedule/calendar.ts";

/** A call with a customer, as the telephone system tells of it. */
export interface OngoingCall {
  readonly id: string;
  readonly startedAt: Instant;
  /** Missing while it goes on, and where its end was never told. */
  readonly endedAt?: Instant;
}

/** What a call means for the programs of its customer: they wait, or go on. */
export type CallHold =
  | {
      readonly held: true;
      readonly callId: string;
      /** When to look again at the latest; the end of the call is told before. */
      readonly until: Instant;
      /** When the call began. */
      readonly since: Instant;
    }
  | { readonly held: false };

/** What is asked of the calls of one customer. */
export interface CallHoldQuestion {
  readonly now: Instant;
  readonly zone: string;
  /** The law's last moment for the message that is about to leave; it does not wait past it. */
  readonly legalDeadline?: Instant;
}

/** No call is longer: one whose end was never told does not hold programs for ever. */
export const LONGEST_ONGOING_CALL: Duration = "PT2H";

/**
 * Whether a customer's programs hold because somebody is on the phone with them (product.md 2, item 10). The end of the
 * call lets them go on at once, and what came of it moves them.
 */
export function holdForCall(
  calls: readonly OngoingCall[],
  { now, zone, legalDeadline }: CallHoldQuestion,
): CallHold {
  let held: CallHold = { held: false };
  for (const { id: callId, startedAt, endedAt } of calls) {
    const until = addDuration(startedAt, LONGEST_ONGOING_CALL, zone);
    const isOn = startedAt <= now && now < until && (endedAt === undefined || endedAt > now);
    if (!isOn || (held.held && held.until >= until)) continue;
    if (legalDeadline !== undefined && legalDeadline < until) continue;
    held = { held: true, callId, until, since: startedAt };
  }
  return held;
}
