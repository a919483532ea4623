import type { TierReview } from "./review-tier.ts";
import { tierRank } from "./tier-for.ts";
import type { TierRules } from "./tier-rules.ts";

/** Whether so little remains to the next tier that it is worth telling the member (V-05). */
export function isNearNext(
  { nextTier, remaining }: Pick<TierReview, "nextTier" | "remaining">,
  rules: Pick<TierRules, "tiers" | "near">,
): boolean {
  const next = rules.tiers[tierRank(nextTier, rules) ?? -1];
  if (next === undefined || remaining === undefined) return false;
  return remaining > 0 && remaining <= rules.near * next.from;
}
