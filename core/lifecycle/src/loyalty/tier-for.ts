import type { Tier, TierRules } from "./tier-rules.ts";

/** The number of a tier from the lowest, 0; nothing for one that the rules do not have. */
export function tierRank(
  tier: string | undefined,
  { tiers }: Pick<TierRules, "tiers">,
): number | undefined {
  const rank = tiers.findIndex(({ id }) => id === tier);
  return rank < 0 ? undefined : rank;
}

/** The number of the highest tier that a figure is enough for; the lowest, 0, takes nothing. */
export function tierRankFor(qualifying: number, { tiers }: Pick<TierRules, "tiers">): number {
  return Math.max(
    0,
    tiers.findLastIndex(({ from }) => qualifying >= from),
  );
}

/** The highest tier that a figure is enough for (V-01): the lowest where it is below everything, as after returns. */
export function tierFor(qualifying: number, rules: Pick<TierRules, "tiers">): Tier | undefined {
  return rules.tiers[tierRankFor(qualifying, rules)];
}
