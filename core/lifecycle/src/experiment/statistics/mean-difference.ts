import { CONFIDENCE, type Difference } from "./interval.ts";
import { studentQuantile } from "./student-t.ts";

/** A figure of many customers: how many they are, its mean and its variance. */
export interface Sample {
  readonly count: number;
  readonly mean: number;
  /** Of one customer, with one degree of freedom taken away. */
  readonly variance: number;
}

/** A sample from its sums; without a spread where it has but one. */
export function sampleOf(count: number, sum: number, squares: number): Sample {
  const mean = count === 0 ? 0 : sum / count;
  const spread = Math.max(0, squares - sum * mean);
  return { count, mean, variance: count < 2 ? 0 : spread / (count - 1) };
}

/**
 * The difference between two means with its bounds, whatever their spreads (Welch 1947, Biometrika 34:28).
 * Both have two customers or more.
 * @param confidence @default 0.95
 */
export function meanDifference(first: Sample, second: Sample, confidence = CONFIDENCE): Difference {
  const value = first.mean - second.mean;
  const [a, b] = [first.variance / first.count, second.variance / second.count];
  if (a + b === 0) return { value, low: value, high: value };
  const degrees = (a + b) ** 2 / (a ** 2 / (first.count - 1) + b ** 2 / (second.count - 1));
  const reach = studentQuantile((1 + confidence) / 2, degrees) * Math.sqrt(a + b);
  return { value, low: value - reach, high: value + reach };
}
