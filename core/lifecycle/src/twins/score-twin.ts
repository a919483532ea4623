import { compareIds } from "../portfolio/compare-ids.ts";
import type { TwinTrait } from "./twin-profile.ts";

/** Somebody who is like the best, and why. */
export interface ScoredTwin {
  readonly id: string;
  /** The sum of the points of what they have, in thousandths of a natural logarithm; above 0. */
  readonly points: number;
  /** What they have of the profile, what says most first. */
  readonly reasons: readonly TwinTrait[];
}

/** How like the best somebody is: the points of what they have, added up. Whole numbers, so that any order gives the same. */
export function scoreTwin(
  traits: readonly TwinTrait[],
  { id, known }: { readonly id: string; readonly known: ReadonlyMap<string, string> },
): ScoredTwin {
  const reasons = traits
    .filter(({ name, value }) => known.get(name) === value)
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
  return { id, points: reasons.reduce((sum, { points }) => sum + points, 0), reasons };
}

/** The order that twins are taken in: the most like first, of equals the smaller id. */
export function compareTwins(a: ScoredTwin, b: ScoredTwin): number {
  return b.points - a.points || compareIds(a.id, b.id);
}
