import { notNegative, positive } from "../check-number.ts";
import { type PortfolioValue, portfolioValue, type ValueFactors } from "./lifetime-value.ts";

/** The factors whose change a business case tells apart (D-04). */
export const BUSINESS_CASE_FACTORS = [
  "averagePurchase",
  "purchasesPerYear",
  "durationYears",
  "customers",
] as const satisfies readonly (keyof ValueFactors)[];

/** One factor before and after, and by what share it changes: 0.18 is +18 %. */
export interface FactorChange {
  readonly factor: (typeof BUSINESS_CASE_FACTORS)[number];
  readonly before: number;
  readonly after: number;
  /** None where there was nothing before. */
  readonly change: number | undefined;
}

/** A portfolio before and after a program's years (D-04). */
export interface BusinessCase {
  readonly before: PortfolioValue;
  readonly after: PortfolioValue;
  readonly factors: readonly FactorChange[];
  /** By what share a customer's lifetime value changes. */
  readonly lifetimeValueChange: number | undefined;
  /** By what share the portfolio's value changes, the documents' +56 %. */
  readonly portfolioChange: number | undefined;
}

function shareOfChange(before: number, after: number): number | undefined {
  return before === 0 ? undefined : after / before - 1;
}

/** The business case of the documents: the same portfolio before and after, factor by factor (D-04). */
export function businessCase(before: ValueFactors, after: ValueFactors): BusinessCase {
  const valueBefore = portfolioValue(before);
  const valueAfter = portfolioValue(after);
  return {
    before: valueBefore,
    after: valueAfter,
    factors: BUSINESS_CASE_FACTORS.map((factor) => ({
      factor,
      before: before[factor],
      after: after[factor],
      change: shareOfChange(before[factor], after[factor]),
    })),
    lifetimeValueChange: shareOfChange(valueBefore.lifetimeValue, valueAfter.lifetimeValue),
    portfolioChange: shareOfChange(valueBefore.portfolioValue, valueAfter.portfolioValue),
  };
}

/** The three levers whose figures survive in the documents: frequency, duration and number of customers. */
export type Levers = Omit<ValueFactors, "averagePurchase">;

/** What a total change is a change of: the whole portfolio, or one customer's lifetime value. */
export type TotalReading = "portfolio" | "customer";

/** What the levers give together, by product: 1.336 for the documents' portfolio. */
export function leverProduct(before: Levers, after: Levers, reading: TotalReading): number {
  const frequency =
    notNegative(after.purchasesPerYear, "purchases per year after") /
    positive(before.purchasesPerYear, "purchases per year before");
  const duration =
    notNegative(after.durationYears, "the duration after") /
    positive(before.durationYears, "the duration before");
  if (reading === "customer") return frequency * duration;
  const customers =
    notNegative(after.customers, "customers after") /
    positive(before.customers, "customers before");
  return frequency * duration * customers;
}

/** A total whose average purchase is lost, and the levers that are known. */
export interface KnownTotal {
  readonly before: Levers;
  readonly after: Levers;
  /** 0.56 is +56 %. */
  readonly totalChange: number;
  /**
   * Read of the portfolio the documents' +56 % means an average purchase of +16.8 %; of one customer it would be
   * +14.0 %. Their text puts it after "× 810 customers", so the portfolio is meant (requirements.md 1.7).
   * @default "portfolio"
   */
  readonly reading?: TotalReading;
}

/** By what share the average purchase must have changed for the total to come out: 0.168 in the documents (D-04). */
export function averagePurchaseChange(known: KnownTotal): number {
  const levers = leverProduct(known.before, known.after, known.reading ?? "portfolio");
  return (1 + known.totalChange) / positive(levers, "what the levers give together") - 1;
}
