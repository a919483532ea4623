import type { LocalDate } from "@perennial/contract";
import { YEARLY_DISCOUNT } from "../arithmetic/discount.ts";
import { isRefusal, type ValueRefusal } from "../value-refusal.ts";
import { fitRetention, type RetentionFit, type RetentionLimits } from "./fit-retention.ts";
import { type RetentionOptions, type RetentionPoint, retentionCurve } from "./retention-curve.ts";
import { discountedRenewals, modelRetention, modelSurvival } from "./retention-model.ts";
import type { Tenure } from "./tenure.ts";
import { partOfPeriod, periodsInYear, type TenurePeriod, wholePeriods } from "./tenure-length.ts";

/** How the value of agreements is reckoned. */
export interface ContractValueOptions extends RetentionOptions {
  /** How many years of renewals are counted; without it all to come, which asks for a discount. */
  readonly horizonYears?: number;
  /** @default 0.1 */
  readonly yearlyDiscount?: number;
  /** The share of an agreement's yearly value that counts, such as a margin of 0.3. @default 1 */
  readonly margin?: number;
  readonly limits?: RetentionLimits;
}

/** What is expected of one customer's agreements; money in whole minor units. */
export interface ContractCustomerValue {
  readonly customerId: string;
  readonly start: LocalDate;
  /** Whole periods behind it. */
  readonly tenure: number;
  /** The probability that it stays through the period under way. */
  readonly renewal: number;
  /** Renewals to expect, each at what it is worth today. */
  readonly discountedRenewals: number;
  readonly yearlyValue: number;
  /** What the renewals are worth today. The period under way counts as sold. */
  readonly discountedValue: number;
}

/** The retention curve of a period beside what the model makes of it. */
export interface ProjectedRetention extends RetentionPoint {
  readonly modelRetention: number;
  readonly modelSurvival: number;
}

/** The contractual lifetime value of a base of agreements (product.md, must-have 24; D-02, D-08). */
export interface ContractValue {
  readonly asOf: LocalDate;
  readonly period: TenurePeriod;
  readonly horizonYears: number | undefined;
  readonly yearlyDiscount: number;
  readonly margin: number;
  readonly curve: readonly ProjectedRetention[];
  readonly fit: RetentionFit;
  readonly customers: readonly ContractCustomerValue[];
  /** The sum of the customers' discounted values. */
  readonly totalValue: number;
}

/**
 * Values each customer who has an agreement by how long it can be expected to renew, or says what the data lack.
 * @throws ValueError without a horizon and without a discount, where the value has no end.
 */
export function contractValue(
  tenures: readonly Tenure[],
  options: ContractValueOptions,
): ContractValue | ValueRefusal {
  const { asOf, period = "year", margin = 1, horizonYears } = options;
  const yearlyDiscount = options.yearlyDiscount ?? YEARLY_DISCOUNT;
  const points = retentionCurve(tenures, options);
  const fit = fitRetention(points, options.limits);
  if (isRefusal(fit)) return fit;
  const inYear = periodsInYear(period);
  const discount = (1 + yearlyDiscount) ** (1 / inYear) - 1;
  const horizon = horizonYears === undefined ? undefined : Math.round(horizonYears * inYear);
  const renewals = renewalTable(fit, { discount, ...(horizon !== undefined && { horizon }) });
  const customers = tenures
    .filter((each) => each.end === undefined && each.start <= asOf)
    .map((each) => {
      const tenure = wholePeriods(each.start, asOf, period);
      const passed = partOfPeriod(each.start, asOf, period);
      const expected = renewals(tenure) * (1 + discount) ** passed;
      return {
        customerId: each.customerId,
        start: each.start,
        tenure,
        renewal: modelRetention(fit.model, tenure + 1),
        discountedRenewals: expected,
        yearlyValue: each.yearlyValue,
        discountedValue: Math.round((each.yearlyValue / inYear) * margin * expected),
      };
    });
  const curve = points.map((point) => ({
    ...point,
    modelRetention: modelRetention(fit.model, point.period),
    modelSurvival: modelSurvival(fit.model, point.period),
  }));
  const totalValue = customers.reduce((sum, each) => sum + each.discountedValue, 0);
  return { asOf, period, horizonYears, yearlyDiscount, margin, curve, fit, customers, totalValue };
}

/** The renewals to expect by tenure, reckoned once for each: a base of a million has some dozens of tenures. */
function renewalTable(
  fit: RetentionFit,
  outlook: { readonly discount: number; readonly horizon?: number },
): (tenure: number) => number {
  const known = new Map<number, number>();
  return (tenure) => {
    const before = known.get(tenure);
    if (before !== undefined) return before;
    const sum = discountedRenewals(fit.model, { tenure, ...outlook });
    known.set(tenure, sum);
    return sum;
  };
}
