import type { Interval } from "../experiment/statistics/interval.ts";
import { meanDifference, sampleOf } from "../experiment/statistics/mean-difference.ts";

/** Measurements of an outcome in a time, such as answers to how satisfied customers are, as their sums (L-24). */
export interface Measurements {
  readonly count: number;
  readonly sum: number;
  /** The sum of their squares. */
  readonly squares: number;
}

/** One side of a change: how many were measured and their mean. */
export interface MeasuredSide {
  readonly count: number;
  readonly mean?: number;
}

/** An outcome before and after a change. */
export interface BeforeAfter {
  readonly before: MeasuredSide;
  readonly after: MeasuredSide;
  /** After less before, with the bounds it lies between 19 times of 20; nothing where it cannot be told. */
  readonly change?: Interval & { readonly value: number };
  /** `unclear` where the bounds hold both better and worse; `too-few` where a side has too few to say. */
  readonly finding: "up" | "down" | "unclear" | "too-few";
}

/** Fewer on a side are no ground for a finding. */
export const LEAST_MEASURED = 30;

/**
 * Compares an outcome before and after a change: customer satisfaction, calls without a second one, sales (L-24). What
 * else changed at the time is in it as well; only a control group can tell that apart.
 */
export function beforeAfter(before: Measurements, after: Measurements): BeforeAfter {
  const sides = { before: sideOf(before), after: sideOf(after) };
  if (Math.min(before.count, after.count) < LEAST_MEASURED) {
    return { ...sides, finding: "too-few" };
  }
  const change = meanDifference(samplingOf(after), samplingOf(before));
  return { ...sides, change, finding: findingOf(change) };
}

function sideOf({ count, sum }: Measurements): MeasuredSide {
  return { count, ...(count > 0 && { mean: sum / count }) };
}

function samplingOf({ count, sum, squares }: Measurements) {
  return sampleOf(count, sum, squares);
}

function findingOf({ low, high }: Interval): BeforeAfter["finding"] {
  if (low > 0) return "up";
  return high < 0 ? "down" : "unclear";
}
