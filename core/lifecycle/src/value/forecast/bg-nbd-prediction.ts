import type { PurchaseHistory } from "../purchases/purchase-history.ts";
import type { BgNbdParameters } from "./bg-nbd.ts";
import { expectedOfActive } from "./expected-of-active.ts";

/** What a prediction needs of a customer's history. */
export type PredictedHistory = Pick<PurchaseHistory, "repeats" | "recency" | "age">;

/**
 * The probability that a customer is still a customer, given its history (Fader, Hardie & Lee 2008, "Computing
 * P(alive) using the BG/NBD model", brucehardie.com/notes/021). In this model customers leave right after a purchase
 * that is not their first, so who has bought once only counts as active.
 */
export function probabilityAlive(
  { r, alpha, a, b }: BgNbdParameters,
  { repeats, recency, age }: PredictedHistory,
): number {
  if (repeats === 0) return 1;
  const odds = (r + repeats) * Math.log((alpha + age) / (alpha + recency));
  return 1 / (1 + (a / (b + repeats - 1)) * Math.exp(odds));
}

/** The purchases to expect of a customer in the next weeks, given its history (Fader, Hardie & Lee 2005, formula 10). */
export function expectedPurchases(
  parameters: BgNbdParameters,
  history: PredictedHistory,
  weeks: number,
): number {
  if (weeks <= 0) return 0;
  const { repeats, age } = history;
  const ofActive = expectedOfActive(parameters, { repeats, age, weeks });
  return probabilityAlive(parameters, history) * ofActive;
}

/** The repeat purchases to expect of a customer nothing is known of, in the weeks after its first (formula 9). */
export function expectedOfNewCustomer(parameters: BgNbdParameters, weeks: number): number {
  return expectedPurchases(parameters, { repeats: 0, recency: 0, age: 0 }, weeks);
}

/** When purchases to come are counted, and what a later one is worth. */
export interface DiscountedHorizon {
  readonly weeks: number;
  readonly yearlyDiscount: number;
}

/** Weeks in a year of 365.25 days. */
export const WEEKS_IN_YEAR = 365.25 / 7;
const WEEKS_IN_MONTH = WEEKS_IN_YEAR / 12;

/**
 * The purchases to expect, each counted at what it is worth today: month by month, a month's purchases at its
 * middle.
 */
export function discountedPurchases(
  parameters: BgNbdParameters,
  history: PredictedHistory,
  { weeks, yearlyDiscount }: DiscountedHorizon,
): number {
  const alive = probabilityAlive(parameters, history);
  const months = Math.ceil(weeks / WEEKS_IN_MONTH - 1e-9);
  let counted = 0;
  let sum = 0;
  let from = 0;
  for (let month = 1; month <= months; month++) {
    const to = Math.min(weeks, month * WEEKS_IN_MONTH);
    const { repeats, age } = history;
    const until = expectedOfActive(parameters, { repeats, age, weeks: to });
    sum += (until - counted) * (1 + yearlyDiscount) ** (-(from + to) / 2 / WEEKS_IN_YEAR);
    counted = until;
    from = to;
  }
  return alive * sum;
}
