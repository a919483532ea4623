import type { FlowState } from "@perennial/contract";

/**
 * What became of a group of customers, each over a window of the same length after its entry: the sums that every figure and
 * its spread follow from, so that a million customers are a handful of numbers. Money is in minor units of the tenant's
 * currency; purchases in another currency are not counted, and a return lessens what was spent.
 */
export interface OutcomeSums {
  readonly customers: number;
  /** Customers that reached the program's goal. */
  readonly conversions: number;
  /** Customers that bought at least once. */
  readonly buyers: number;
  /** Customers whose enrolment ended before their window was over: from then on the program notes no goal. */
  readonly leftEarly: number;
  readonly purchases: number;
  readonly purchaseSquares: number;
  readonly spent: number;
  readonly spentSquares: number;
  /** What was spent times the number of purchases, customer by customer. */
  readonly spentPurchases: number;
  /** What the program's messages, calls and tasks cost. */
  readonly cost: number;
  readonly costSquares: number;
  readonly spentCost: number;
  /** Customers the company had at entry, and those of them that were lost when the window was over (D-16). */
  readonly atRisk: number;
  readonly lost: number;
}

/**
 * How many customers of a group went from one state of the flow at entry to another at the end of their window; without
 * one, who was no customer then.
 */
export interface FlowCount {
  readonly from?: FlowState;
  readonly to?: FlowState;
  readonly customers: number;
}

/** A group of customers with all that is known of it. */
export interface GroupOutcome {
  readonly sums: OutcomeSums;
  readonly flows: readonly FlowCount[];
}

/** A group that nobody is in. */
export const NO_OUTCOME: OutcomeSums = {
  ...{ customers: 0, conversions: 0, buyers: 0, leftEarly: 0, purchases: 0, purchaseSquares: 0 },
  ...{ spent: 0, spentSquares: 0, spentPurchases: 0, cost: 0, costSquares: 0, spentCost: 0 },
  ...{ atRisk: 0, lost: 0 },
};

/** Two groups as one. */
export function addOutcomes(one: OutcomeSums, other: OutcomeSums): OutcomeSums {
  return {
    customers: one.customers + other.customers,
    conversions: one.conversions + other.conversions,
    buyers: one.buyers + other.buyers,
    leftEarly: one.leftEarly + other.leftEarly,
    purchases: one.purchases + other.purchases,
    purchaseSquares: one.purchaseSquares + other.purchaseSquares,
    spent: one.spent + other.spent,
    spentSquares: one.spentSquares + other.spentSquares,
    spentPurchases: one.spentPurchases + other.spentPurchases,
    cost: one.cost + other.cost,
    costSquares: one.costSquares + other.costSquares,
    spentCost: one.spentCost + other.spentCost,
    atRisk: one.atRisk + other.atRisk,
    lost: one.lost + other.lost,
  };
}
