import { CONFIDENCE, type Difference } from "../statistics/interval.ts";
import { meanDifference, type Sample } from "../statistics/mean-difference.ts";
import { type Needed, neededForMeans, neededForShares } from "../statistics/needed-customers.ts";
import { type Count, shareDifference } from "../statistics/share-interval.ts";
import type { Comparison, EffectMeasure, Finding, Shortage } from "./comparison.ts";

/** Fewer customers than this in a group give no interval worth the name, above all of money, which a few spend most of. */
export const LEAST_CUSTOMERS = 30;

/** How two groups are compared. */
export interface ComparisonRules {
  /** How sure intervals are. @default 0.95 */
  readonly confidence?: number;
  /** The change that one wishes to see, as a share of the held-out's figure. @default 0.1 */
  readonly wished?: number;
  /** How many customers both groups together gain in a week; missing where nobody has entered. */
  readonly customersPerWeek?: number;
}

const WISHED = 0.1;

/** Two shares, such as of customers that reached the goal. */
export function compareShares(
  measure: EffectMeasure,
  { treated, heldOut }: { readonly treated: Count; readonly heldOut: Count },
  rules: ComparisonRules,
): Comparison {
  const figures = {
    measure,
    ...(treated.of > 0 && { treated: treated.have / treated.of }),
    ...(heldOut.of > 0 && { heldOut: heldOut.have / heldOut.of }),
  };
  const sizes = { treated: treated.of, heldOut: heldOut.of };
  const difference = enough(sizes) && shareDifference(treated, heldOut, confidenceOf(rules));
  return conclude(figures, {
    sizes,
    rules,
    difference: difference || undefined,
    needed: (change) => {
      const base = figures.heldOut ?? 0;
      const other = base + change;
      if (other < 0 || other > 1 || base + other === 0 || base + other === 2) return undefined;
      return neededForShares(other, base, wantedOf(sizes, rules));
    },
  });
}

/** Two figures of one customer each, such as purchases; a group without a figure has no sample. */
export function compareMeans(
  measure: EffectMeasure,
  groups: { readonly treated: Sample | undefined; readonly heldOut: Sample | undefined },
  rules: ComparisonRules,
): Comparison {
  const { treated, heldOut } = groups;
  const figures = {
    measure,
    ...(treated && treated.count > 0 && { treated: treated.mean }),
    ...(heldOut && heldOut.count > 0 && { heldOut: heldOut.mean }),
  };
  const sizes = { treated: treated?.count ?? 0, heldOut: heldOut?.count ?? 0 };
  const difference =
    treated && heldOut && enough(sizes)
      ? meanDifference(treated, heldOut, confidenceOf(rules))
      : undefined;
  return conclude(figures, {
    ...{ sizes, rules, difference },
    needed: (change) => {
      const variance = { treated: treated?.variance ?? 0, heldOut: heldOut?.variance ?? 0 };
      if (variance.treated + variance.heldOut === 0) return undefined;
      return neededForMeans(change, variance, wantedOf(sizes, rules));
    },
  });
}

interface Sizes {
  readonly treated: number;
  readonly heldOut: number;
}

interface Ground {
  readonly sizes: Sizes;
  readonly rules: ComparisonRules;
  readonly difference: Difference | undefined;
  /** How many customers show a change; nothing where no number does. */
  readonly needed: (change: number) => Needed | undefined;
}

function conclude(
  figures: Pick<Comparison, "measure" | "treated" | "heldOut">,
  { sizes, rules, difference, needed }: Ground,
): Comparison {
  const finding = findingOf(sizes, difference);
  const { heldOut } = figures;
  const base = { ...figures, finding, ...(difference && { difference }) };
  const told =
    difference !== undefined && heldOut !== undefined && heldOut !== 0
      ? { ...base, relative: difference.value / Math.abs(heldOut) }
      : base;
  if (finding === "higher" || finding === "lower" || sizes.treated === 0 || sizes.heldOut === 0) {
    return told;
  }
  const shortage = (change: number | undefined) => {
    const wanted = change === undefined || change === 0 ? undefined : needed(change);
    return wanted && change !== undefined
      ? shortageOf(change, { wanted, sizes, rules })
      : undefined;
  };
  const forSeen = shortage(difference?.value);
  const forWished = shortage(wishOf(figures, rules));
  return { ...told, ...(forSeen && { forSeen }), ...(forWished && { forWished }) };
}

/** Customers are wished to be lost less, and everything else to be more. */
function wishOf(
  { measure, heldOut }: Pick<Comparison, "measure" | "heldOut">,
  { wished = WISHED }: ComparisonRules,
): number | undefined {
  if (heldOut === undefined) return undefined;
  const change = Math.abs(heldOut) * wished;
  return measure === "lost" ? -change : change;
}

function findingOf(sizes: Sizes, difference: Difference | undefined): Finding {
  if (sizes.heldOut === 0) return "nobody-held-out";
  if (difference === undefined) return "too-few";
  if (difference.low > 0) return "higher";
  return difference.high < 0 ? "lower" : "not-enough-data";
}

/** Groups grow in the proportion they have: one lacks customers as the other does. */
function shortageOf(
  difference: number,
  {
    wanted,
    sizes,
    rules,
  }: { readonly wanted: Needed; readonly sizes: Sizes; readonly rules: ComparisonRules },
): Shortage {
  const have = sizes.treated + sizes.heldOut;
  const least = Math.ceil(LEAST_CUSTOMERS * (have / Math.min(sizes.treated, sizes.heldOut)));
  const more = Math.max(0, Math.max(wanted.treated + wanted.heldOut, least) - have);
  const { customersPerWeek = 0 } = rules;
  return {
    difference,
    more,
    ...(customersPerWeek > 0 && { weeks: Math.ceil(more / customersPerWeek) }),
  };
}

function enough({ treated, heldOut }: Sizes): boolean {
  return Math.min(treated, heldOut) >= LEAST_CUSTOMERS;
}

function confidenceOf({ confidence = CONFIDENCE }: ComparisonRules): number {
  return confidence;
}

function wantedOf(sizes: Sizes, rules: ComparisonRules) {
  return {
    treatedPerHeldOut: sizes.treated / sizes.heldOut,
    confidence: confidenceOf(rules),
  };
}
