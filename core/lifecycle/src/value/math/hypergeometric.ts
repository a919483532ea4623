import { ValueError } from "../value-error.ts";
import { sumSeries } from "./sum-series.ts";

/** The parameters and the argument of Gauss's function. */
export interface Hypergeometric {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly z: number;
}

/**
 * Gauss's hypergeometric function 2F1(a, b; c; z) for c above 0 and z below 1.
 *
 * The plain series grows out of all bounds where c − a − b is far below zero; Euler's transformation (Abramowitz &
 * Stegun 15.3.3) turns it into a power times a series that hardly moves, and Pfaff's (15.3.4) brings a negative z
 * into the circle.
 * @throws ValueError outside those bounds.
 */
export function hypergeometric2F1({ a, b, c, z }: Hypergeometric): number {
  if (!(c > 0 && z < 1)) {
    throw new ValueError(`2F1 is asked at c = ${c}, z = ${z}; c must be above 0 and z below 1`);
  }
  if (z < 0) return (1 - z) ** -a * hypergeometric2F1({ a, b: c - b, c, z: z / (z - 1) });
  if (c - a - b < 0) return (1 - z) ** (c - a - b) * series({ a: c - a, b: c - b, c, z });
  return series({ a, b, c, z });
}

function series({ a, b, c, z }: Hypergeometric): number {
  return sumSeries((n) => (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z, z);
}
