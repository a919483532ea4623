import type { Interval } from "./interval.ts";

/** Enough to halve any bounds here to the last digit. */
const HALVINGS = 200;

/** Where a function that grows reaches a value, by halving the bounds it lies within. */
export function solveIncreasing(
  grows: (at: number) => number,
  value: number,
  within: Interval,
): number {
  let { low, high } = within;
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (grows(middle) < value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
