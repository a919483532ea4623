import type { Instant } from "@perennial/contract";
import type { RulePack } from "./rule-pack.ts";

/**
 * Whether an acceptance binds after a call from the company. Where the law asks for a written one after the call,
 * an acceptance during it, or at the very moment it ends, does not count (product.md 3.3).
 * @param callEndedAt Missing where no call of the company's led to the order.
 */
export function acceptanceCounts(
  acceptedAt: Instant,
  callEndedAt: Instant | undefined,
  pack: Pick<RulePack, "writtenAcceptanceAfterCall">,
): boolean {
  if (!pack.writtenAcceptanceAfterCall || callEndedAt === undefined) return true;
  return acceptedAt > callEndedAt;
}
