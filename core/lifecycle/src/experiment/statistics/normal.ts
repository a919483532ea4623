import { solveIncreasing } from "./solve-increasing.ts";

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
/** Beyond this the share is 0 or 1 to the last digit that matters here. */
const FAR = 8;

/** The share of a standard normal distribution below a value, by its series (Marsaglia 2004); error below 1e-14. */
export function normalShareBelow(value: number): number {
  if (value <= -FAR) return 0;
  if (value >= FAR) return 1;
  let term = value;
  let sum = value;
  for (let odd = 3; Math.abs(term) > 1e-18; odd += 2) {
    term *= (value * value) / odd;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-value * value) / 2)) / ROOT_TWO_PI;
}

/** The value that a share of a standard normal distribution lies below: 1.96 for 0.975. */
export function normalQuantile(share: number): number {
  return solveIncreasing(normalShareBelow, share, { low: -FAR, high: FAR });
}
