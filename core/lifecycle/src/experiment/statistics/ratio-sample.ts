import type { Sample } from "./mean-difference.ts";

/** The sums over customers that a ratio of two of their figures follows from. */
export interface RatioSums {
  readonly count: number;
  /** Of what is above the line, such as money, and of what is below, such as purchases. */
  readonly above: number;
  readonly below: number;
  readonly aboveSquares: number;
  readonly belowSquares: number;
  readonly products: number;
}

/**
 * The ratio of two sums as a sample of customers, by the delta method: a customer that buys often weighs more, and its
 * purchases are not counted as if each came from somebody else (Deng et al. 2018, "Applying the Delta Method in Metric
 * Analytics"). Nothing where there is nothing below the line.
 */
export function ratioSample(sums: RatioSums): Sample | undefined {
  const { count, above, below } = sums;
  if (count === 0 || below <= 0) return undefined;
  const ratio = above / below;
  const residues = sums.aboveSquares - 2 * ratio * sums.products + ratio ** 2 * sums.belowSquares;
  const spread = count < 2 ? 0 : Math.max(0, residues) / (count - 1);
  return { count, mean: ratio, variance: spread / (below / count) ** 2 };
}
