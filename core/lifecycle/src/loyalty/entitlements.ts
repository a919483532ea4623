import type { LocalDate } from "@perennial/contract";
import type { TierReview } from "./review-tier.ts";
import { tierRank } from "./tier-for.ts";
import type { Benefit, TierRules } from "./tier-rules.ts";

/** A benefit that a member has a right to (V-03; product.md, 21). */
export interface Entitlement extends Benefit {
  readonly from: LocalDate | undefined;
  /** The last day it is certain; nothing where no end is known. */
  readonly until: LocalDate | undefined;
}

/** What a tier entitles to, in the order the tier names it: nothing without a tier, or with one the rules do not have. */
export function entitlementsOf(
  { tier, since, until, graceUntil }: Pick<TierReview, "tier" | "since" | "until" | "graceUntil">,
  rules: Pick<TierRules, "tiers" | "benefits">,
): readonly Entitlement[] {
  const known = new Map(rules.benefits.map((benefit) => [benefit.id, benefit]));
  const rank = tierRank(tier, rules);
  const held = rank === undefined ? [] : (rules.tiers[rank]?.benefits ?? []);
  return held.flatMap((id) => {
    const benefit = known.get(id);
    return benefit ? [{ ...benefit, from: since, until: graceUntil ?? until }] : [];
  });
}
