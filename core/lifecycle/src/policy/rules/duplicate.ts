import { stillRuns } from "../../schedule/calendar.ts";
import { type LedgerEntry, sameForm } from "../ledger.ts";
import type { RuleContext } from "../rule-context.ts";
import { type SkipVerdict, skip } from "../verdict.ts";

// An unresolved statutory or service message is sent at most twice (reliability.md 3.4).
const MOST_ATTEMPTS = 2;

/**
 * Nobody gets the same message twice: not the same occurrence of a step, not a marketing step at an address it
 * went to within the duplicate window (two contracts, one household), and no marketing whose earlier attempt may
 * have arrived.
 */
export function duplicate(context: RuleContext): SkipVerdict | undefined {
  const { entries } = context.ledger;
  const own = entries.filter((entry) => entry.messageId === context.message.id);
  return ownAttempt(own, context) ?? otherMessage(entries, context);
}

function ownAttempt(own: readonly LedgerEntry[], context: RuleContext): SkipVerdict | undefined {
  const accepted = own.find((entry) => entry.outcome === "accepted");
  if (accepted !== undefined) return found("duplicate", accepted, context);
  const most = context.judgedClass === "marketing" ? 1 : MOST_ATTEMPTS;
  const last = own.at(-1);
  return last === undefined || own.length < most
    ? undefined
    : found("unknown-outcome", last, context);
}

function otherMessage(
  entries: readonly LedgerEntry[],
  context: RuleContext,
): SkipVerdict | undefined {
  const { message, judgedClass } = context;
  const same = entries.find(
    (entry) =>
      entry.messageId !== message.id &&
      entry.program === message.program &&
      entry.step === message.step &&
      entry.channel === message.channel &&
      (isSameOccurrence(entry, context) ||
        (judgedClass === "marketing" && isSameAddress(entry, context))),
  );
  return same === undefined ? undefined : found("duplicate", same, context);
}

function isSameOccurrence(entry: LedgerEntry, { message, person, judgedClass }: RuleContext) {
  return (
    entry.customerId === person.customer.id &&
    entry.occurrence === message.occurrence &&
    (entry.outcome === "accepted" || judgedClass === "marketing")
  );
}

function isSameAddress(entry: LedgerEntry, { message, policy, place, now }: RuleContext): boolean {
  return (
    sameForm(entry.contactPoint ?? "") === sameForm(message.contactPoint ?? "") &&
    stillRuns(entry.at, policy.duplicateWindow, now, place.zone)
  );
}

function found(
  reason: "duplicate" | "unknown-outcome",
  entry: LedgerEntry,
  { place }: RuleContext,
): SkipVerdict {
  return skip(reason, {
    messageId: entry.messageId,
    at: entry.at,
    channel: entry.channel,
    program: entry.program,
    step: entry.step,
    zone: place.zone,
    ...(entry.contactPoint !== undefined && { contactPoint: entry.contactPoint }),
  });
}
