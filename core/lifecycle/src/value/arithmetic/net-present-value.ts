import { notNegative } from "../check-number.ts";
import { discountFactor, YEARLY_DISCOUNT } from "./discount.ts";

/** What acquiring a customer costs and is thought to bring; money in minor units. */
export interface Acquisition {
  /** What a customer brings in a year: revenue, or margin where it is known. */
  readonly yearlyValue: number;
  readonly durationYears: number;
  readonly acquisitionCost: number;
  /** @default 0.1 */
  readonly yearlyDiscount?: number;
}

/** The investment test of D-08. */
export interface AcquisitionTest {
  readonly discountedValue: number;
  /** Discounted value less the cost. */
  readonly netPresentValue: number;
  /** Whether the net present value is at least zero. */
  readonly worthwhile: boolean;
}

/**
 * What a yearly value is worth today when it comes at the end of each year of a duration; the last, broken year
 * brings its share at its end.
 */
export function discountedLifetimeValue(
  yearlyValue: number,
  durationYears: number,
  yearlyDiscount: number = YEARLY_DISCOUNT,
): number {
  const years = notNegative(durationYears, "the duration");
  const whole = Math.floor(years);
  const yearly = discountFactor(yearlyDiscount, 1);
  const annuity = yearly === 1 ? whole : (yearly * (1 - yearly ** whole)) / (1 - yearly);
  return yearlyValue * (annuity + (years - whole) * discountFactor(yearlyDiscount, years));
}

/** Whether a customer is worth what it costs to acquire: discounted lifetime value less the cost, at least zero (D-08). */
export function acquisitionTest(acquisition: Acquisition): AcquisitionTest {
  const discountedValue = discountedLifetimeValue(
    acquisition.yearlyValue,
    acquisition.durationYears,
    acquisition.yearlyDiscount,
  );
  const netPresentValue =
    discountedValue - notNegative(acquisition.acquisitionCost, "the cost of acquisition");
  return { discountedValue, netPresentValue, worthwhile: netPresentValue >= 0 };
}
