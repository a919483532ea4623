import type { Instant } from "@perennial/contract";
import { addDuration } from "../../schedule/calendar.ts";
import type { RuleContext } from "../rule-context.ts";
import { type SkipVerdict, skip } from "../verdict.ts";

/**
 * The moment from which a message is of no use: its own, or the policy's for its class. Undefined for a statutory
 * one, which is late after its deadline but never useless.
 */
export function expiryOf({
  message,
  policy,
  judgedClass,
  place,
}: RuleContext): Instant | undefined {
  if (judgedClass === "statutory") return undefined;
  return (
    message.expiresAt ?? addDuration(message.createdAt, policy.expiry[judgedClass], place.zone)
  );
}

/** A message that has waited past its use is dropped (product.md must-have 13). */
export function expiry(context: RuleContext): SkipVerdict | undefined {
  const expiresAt = expiryOf(context);
  if (expiresAt === undefined || context.now < expiresAt) return undefined;
  return skip("expired", { expiresAt, zone: context.place.zone });
}
