import { logOfPositiveSeries, sumSeries } from "../math/sum-series.ts";
import type { BgNbdParameters } from "./bg-nbd.ts";

/** A customer who is still one, and how far ahead is looked. */
export interface ActiveCustomer {
  readonly repeats: number;
  readonly age: number;
  readonly weeks: number;
}

/**
 * The purchases to expect of a customer who is still one (Fader, Hardie & Lee 2005, formula 10 without its
 * denominator): c / (a − 1) · (1 − w^(r+x) · 2F1(r + x, b + x; c; z)) with c = a + b + x − 1,
 * z = t / (alpha + T + t) and w = 1 − z.
 *
 * As written it has poles at a = 1 and at c = 0, which the expectation has not, and its series grows out of bounds
 * for a customer with many purchases. Both forms here take the first term out of the series, which removes the pole
 * at c; the first also removes the one at a, and serves all parameters but those of customers much alike (large r).
 */
export function expectedOfActive(parameters: BgNbdParameters, customer: ActiveCustomer): number {
  const { r, a, b } = parameters;
  const alike = r - a - b;
  if (alike < ALIKE || a + b + customer.repeats > 4 * alike) return byEuler(parameters, customer);
  if (Math.abs(a - 1) >= NEAR) return asPublished(parameters, customer);
  const below = asPublished({ ...parameters, a: 1 - NEAR }, customer);
  const above = asPublished({ ...parameters, a: 1 + NEAR }, customer);
  return below + ((above - below) * (a - 1 + NEAR)) / (2 * NEAR);
}

/** Beyond this the signs of Euler's series alternate so long that digits are lost. */
const ALIKE = 8;
const NEAR = 1e-5;

/**
 * By Euler's transformation 2F1(A, B; c; z) = w^(c−A−B) · 2F1(c − A, c − B; c; z) the bracket becomes
 * 1 − w^(a−1) · 2F1(a + b − 1 − r, a − 1; c; z).
 */
function byEuler({ r, alpha, a, b }: BgNbdParameters, customer: ActiveCustomer): number {
  const total = a + b + customer.repeats;
  const z = customer.weeks / (alpha + customer.age + customer.weeks);
  const logRest = Math.log1p(-z);
  const first = a + b - r;
  const series = sumSeries((n) => (((first + n) * (a + n)) / ((total + n) * (n + 2))) * z, z);
  const exponent = (a - 1) * logRest;
  const bend = exponent === 0 ? -logRest : -Math.expm1(exponent) / (a - 1);
  return (total - 1) * bend - Math.exp(exponent) * (first - 1) * z * series;
}

/** As published, every term above 0, summed by logarithms. */
function asPublished({ r, alpha, a, b }: BgNbdParameters, customer: ActiveCustomer): number {
  const shape = r + customer.repeats;
  const stays = b + customer.repeats;
  const total = a + stays;
  const z = customer.weeks / (alpha + customer.age + customer.weeks);
  const logRest = shape * Math.log1p(-z);
  const ratio = (n: number) => (((shape + 1 + n) * (stays + 1 + n)) / ((total + n) * (n + 2))) * z;
  const series = shape * stays * z * Math.exp(logRest + logOfPositiveSeries(ratio, z));
  return (-(total - 1) * Math.expm1(logRest) - series) / (a - 1);
}
