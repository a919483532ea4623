import { ValueError } from "../value-error.ts";

const PRECISION = 1e-16;
const TERMS = 1_000_000;
const LARGE = 1e200;

/** A term of a series divided by the one before it, `ratio(0)` being the second divided by the first. */
export type Ratio = (n: number) => number;

/**
 * The sum of a series that begins with 1 and goes on by ratios that end near `limit`, between −1 and 1: a
 * hypergeometric series within its circle.
 * @throws ValueError when it does not settle.
 */
export function sumSeries(ratio: Ratio, limit: number): number {
  const small = smallestTerm(limit);
  let term = 1;
  let sum = 1;
  for (let n = 0; n < TERMS; n++) {
    const step = ratio(n);
    term *= step;
    sum += term;
    if (term === 0) return sum;
    if (Math.abs(step) < 1 && Math.abs(term) <= small * Math.abs(sum)) return sum;
  }
  throw neverSettles();
}

/**
 * The logarithm of such a sum whose ratios are all above 0, for sums too large to be written as a number.
 * @throws ValueError when it does not settle.
 */
export function logOfPositiveSeries(ratio: Ratio, limit: number): number {
  const small = smallestTerm(limit);
  let scale = 0;
  let term = 1;
  let sum = 1;
  for (let n = 0; n < TERMS; n++) {
    const step = ratio(n);
    term *= step;
    sum += term;
    if (step < 1 && term <= small * sum) return scale + Math.log(sum);
    if (sum < LARGE) continue;
    scale += Math.log(sum);
    term /= sum;
    sum = 1;
  }
  throw neverSettles();
}

/** What is left out after a small term is a geometric tail at worst. */
function smallestTerm(limit: number): number {
  return PRECISION * Math.max(1 - Math.abs(limit), PRECISION);
}

function neverSettles(): ValueError {
  return new ValueError(
    "a forecast's series does not settle; shorten the horizon or set a yearly discount above 0",
  );
}
