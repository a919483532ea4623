import { logGamma } from "../../value/math/log-gamma.ts";
import { normalQuantile } from "./normal.ts";
import { solveIncreasing } from "./solve-increasing.ts";

/** From here on Student's distribution is the normal one for all that is told. */
const MANY = 1e7;
const TINY = 1e-300;

/**
 * The value that a share of Student's t distribution lies below: 2.228 for 0.975 and 10 degrees.
 * @param degrees of freedom, 1 or more, whole or not
 */
export function studentQuantile(share: number, degrees: number): number {
  if (degrees > MANY) return normalQuantile(share);
  if (share < 0.5) return -studentQuantile(1 - share, degrees);
  return solveIncreasing((value) => shareBelow(value, degrees), share, { low: 0, high: 1e6 });
}

/** The share of the distribution below a value of 0 or more. */
function shareBelow(value: number, degrees: number): number {
  return 1 - incompleteBeta(degrees / (degrees + value * value), degrees / 2, 0.5) / 2;
}

/** The regularised incomplete beta function, Abramowitz & Stegun 26.5.8. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  );
  return (front * betaFraction(x, a, b)) / a;
}

/** Its continued fraction, by the method of Lentz. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / apart(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let change = 1;
    for (const term of [even, odd]) {
      d = 1 / apart(1 + term * d);
      c = apart(1 + term / c);
      change = c * d;
      fraction *= change;
    }
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return fraction;
}

/** Kept from 0, which nothing can be divided by. */
function apart(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
