import { type Sample, sampleOf } from "../statistics/mean-difference.ts";
import { ratioSample } from "../statistics/ratio-sample.ts";
import { type ComparisonRules, compareMeans, compareShares } from "./compare-groups.ts";
import type { Comparison } from "./comparison.ts";
import type { OutcomeSums } from "./outcome-sums.ts";

/** How the effect of something is told. */
export interface EffectRules extends ComparisonRules {
  /** What is left of sales after the cost of what was sold, as a share of them, for the net figure. @default 1 */
  readonly margin?: number;
  /** Whether reaching the goal is told; not where there is none. @default true */
  readonly goal?: boolean;
}

/** Two groups, one of which was left without. */
export interface Arms<Of> {
  readonly treated: Of;
  readonly heldOut: Of;
}

/**
 * The effect on the three levers - how often customers buy, for how much, and how long they stay (D-04) - and on what is
 * left of it after the program's cost. Everybody counts in the group that the lot put them in, whether they were reached
 * or not (intention to treat).
 */
export function compareLevers(
  { treated, heldOut }: Arms<OutcomeSums>,
  rules: EffectRules,
): readonly Comparison[] {
  const shares = (of: keyof OutcomeSums, have: keyof OutcomeSums) => ({
    treated: { of: treated[of], have: treated[have] },
    heldOut: { of: heldOut[of], have: heldOut[have] },
  });
  const means = (sample: (sums: OutcomeSums) => Sample | undefined) => ({
    treated: sample(treated),
    heldOut: sample(heldOut),
  });
  return [
    ...(rules.goal === false
      ? []
      : [compareShares("conversion", shares("customers", "conversions"), rules)]),
    compareShares("buyers", shares("customers", "buyers"), rules),
    compareMeans("frequency", means(purchasesOf), rules),
    compareMeans("average-purchase", means(averageOf), rules),
    compareShares("lost", shares("atRisk", "lost"), rules),
    compareMeans("spend", means(spendOf), rules),
    compareMeans(
      "net",
      means((sums) => netOf(sums, rules.margin ?? 1)),
      rules,
    ),
  ];
}

function purchasesOf({ customers, purchases, purchaseSquares }: OutcomeSums): Sample {
  return sampleOf(customers, purchases, purchaseSquares);
}

function spendOf({ customers, spent, spentSquares }: OutcomeSums): Sample {
  return sampleOf(customers, spent, spentSquares);
}

function averageOf(sums: OutcomeSums): Sample | undefined {
  return ratioSample({
    count: sums.customers,
    above: sums.spent,
    below: sums.purchases,
    aboveSquares: sums.spentSquares,
    belowSquares: sums.purchaseSquares,
    products: sums.spentPurchases,
  });
}

function netOf(sums: OutcomeSums, margin: number): Sample {
  const { customers, spent, cost, spentSquares, costSquares, spentCost } = sums;
  return sampleOf(
    customers,
    margin * spent - cost,
    margin ** 2 * spentSquares - 2 * margin * spentCost + costSquares,
  );
}
