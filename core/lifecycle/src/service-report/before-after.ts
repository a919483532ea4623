import type { LocalDate } from "@perennial/contract";
import type { Interval } from "../experiment/statistics/interval.ts";
import { meanDifference, sampleOf } from "../experiment/statistics/mean-difference.ts";

/** One measurement of an outcome, such as a customer's answer to how satisfied it is (L-24). */
export interface Measured {
  readonly date: LocalDate;
  readonly value: number;
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
 * @param changed The first day of the new way.
 */
export function beforeAfter(measured: readonly Measured[], changed: LocalDate): BeforeAfter {
  const before = valuesOf(measured, (date) => date < changed);
  const after = valuesOf(measured, (date) => date >= changed);
  const sides = { before: sideOf(before), after: sideOf(after) };
  if (Math.min(before.length, after.length) < LEAST_MEASURED) {
    return { ...sides, finding: "too-few" };
  }
  const change = meanDifference(samplingOf(after), samplingOf(before));
  return { ...sides, change, finding: findingOf(change) };
}

function valuesOf(measured: readonly Measured[], isIn: (date: LocalDate) => boolean) {
  return measured.filter(({ date }) => isIn(date)).map(({ value }) => value);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function sideOf(values: readonly number[]): MeasuredSide {
  const count = values.length;
  return { count, ...(count > 0 && { mean: sumOf(values) / count }) };
}

function samplingOf(values: readonly number[]) {
  return sampleOf(values.length, sumOf(values), sumOf(values.map((value) => value * value)));
}

function findingOf({ low, high }: Interval): BeforeAfter["finding"] {
  if (low > 0) return "up";
  return high < 0 ? "down" : "unclear";
}
