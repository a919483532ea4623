import { notNegative } from "../check-number.ts";

/** What the documents' lifetime value is made of (D-01 to D-03); money in minor units. */
export interface ValueFactors {
  readonly averagePurchase: number;
  readonly purchasesPerYear: number;
  readonly durationYears: number;
  readonly customers: number;
}

/** The three values that follow from the factors, in minor units and not rounded. */
export interface PortfolioValue {
  readonly yearlyRevenue: number;
  readonly lifetimeValue: number;
  readonly portfolioValue: number;
}

/** A customer's revenue in a year: purchase frequency times average purchase (D-01). */
export function yearlyRevenue(purchasesPerYear: number, averagePurchase: number): number {
  return notNegative(purchasesPerYear, "purchases per year") * averagePurchase;
}

/** A customer's lifetime value: yearly revenue times duration in years (D-02). */
export function lifetimeValue(revenuePerYear: number, durationYears: number): number {
  return revenuePerYear * notNegative(durationYears, "the duration");
}

/**
 * Yearly revenue, lifetime value and the portfolio's value, which is lifetime value times customers (D-01 to D-03).
 * @example
 * portfolioValue({ averagePurchase: 50_000, purchasesPerYear: 5, durationYears: 2.5, customers: 830 })
 * // { yearlyRevenue: 250_000, lifetimeValue: 625_000, portfolioValue: 518_750_000 }
 */
export function portfolioValue(factors: ValueFactors): PortfolioValue {
  const yearly = yearlyRevenue(factors.purchasesPerYear, factors.averagePurchase);
  const lifetime = lifetimeValue(yearly, factors.durationYears);
  return {
    yearlyRevenue: yearly,
    lifetimeValue: lifetime,
    portfolioValue: lifetime * notNegative(factors.customers, "the number of customers"),
  };
}
