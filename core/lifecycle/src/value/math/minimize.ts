import { apply, dot, identity } from "./matrix.ts";

/** A function's value and its slope at a point. */
export interface Slope {
  readonly value: number;
  readonly gradient: readonly number[];
}

/** A smooth function of a few numbers without bounds; not finite where it has no value. */
export type Objective = (at: readonly number[]) => Slope;

/** Where a search ended. */
export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
  /** The steepest of the slopes that are left, which is 0 at a minimum. */
  readonly gradientNorm: number;
  readonly iterations: number;
  /** Whether the slope came under the tolerance. */
  readonly converged: boolean;
}

/** How far a search goes. */
export interface MinimizeOptions {
  /** @default 1e-7 */
  readonly tolerance?: number;
  /** @default 200 */
  readonly iterations?: number;
  /** A search that leads farther out than this is given up: what it looks for lies at no point. @default 50 */
  readonly farthest?: number;
}

interface Point extends Slope {
  readonly at: readonly number[];
}

/** The size of the steepest slope. */
const steepest = (gradient: readonly number[]) => Math.max(0, ...gradient.map(Math.abs));

/**
 * Finds a minimum by the method of Broyden, Fletcher, Goldfarb and Shanno (Nocedal & Wright 2006, algorithm 6.1).
 * Deterministic: the same function and start give the same answer.
 */
export function minimize(
  objective: Objective,
  start: readonly number[],
  { tolerance = 1e-7, iterations = 200, farthest = 50 }: MinimizeOptions = {},
): Minimum {
  let here: Point = { at: start, ...objective(start) };
  let inverse = identity(start.length);
  let fresh = true;
  let done = 0;
  while (steepest(here.gradient) > tolerance && done < iterations) {
    if (here.at.some((each) => Math.abs(each) > farthest)) break;
    done += 1;
    const direction = apply(inverse, here.gradient).map((each) => -each);
    const next = searchLine(objective, here, direction);
    if (next === undefined) {
      // A direction that leads nowhere comes from a worn-out estimate: once more straight downhill, then no more.
      if (fresh) break;
      inverse = identity(start.length);
      fresh = true;
      continue;
    }
    inverse = updateInverse(fresh ? undefined : inverse, here, next);
    fresh = false;
    here = next;
  }
  const gradientNorm = steepest(here.gradient);
  const converged = Number.isFinite(here.value) && gradientNorm <= tolerance;
  return { at: here.at, value: here.value, gradientNorm, iterations: done, converged };
}

const DESCENT = 1e-4;
const CURVATURE = 0.9;
const LONGEST = 5;
const BISECTIONS = 30;

/**
 * A step that goes down enough and flattens enough (weak Wolfe conditions), by halving and doubling as Lewis &
 * Overton (2013) do; none where no step leads down.
 */
function searchLine(
  objective: Objective,
  here: Point,
  direction: readonly number[],
): Point | undefined {
  const slope = dot(here.gradient, direction);
  if (!(slope < 0)) return undefined;
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  // The unknowns are logarithms: a step of more than five at once only leads out of the plain.
  let step = Math.min(1, LONGEST / steepest(direction));
  let best: Point | undefined;
  for (let round = 0; round < BISECTIONS; round++) {
    const at = here.at.map((each, index) => each + step * (direction[index] ?? 0));
    const found: Point = { at, ...objective(at) };
    if (!(found.value <= here.value + DESCENT * step * slope)) high = step;
    else {
      best = found;
      if (dot(found.gradient, direction) >= CURVATURE * slope) return found;
      low = step;
    }
    step = Number.isFinite(high) ? (low + high) / 2 : 2 * low;
  }
  return best;
}

function updateInverse(
  inverse: readonly (readonly number[])[] | undefined,
  here: Point,
  next: Point,
): number[][] {
  const moved = next.at.map((each, index) => each - (here.at[index] ?? 0));
  const turned = next.gradient.map((each, index) => each - (here.gradient[index] ?? 0));
  const curvature = dot(moved, turned);
  const size = moved.length;
  if (!(curvature > 0)) return identity(size);
  // The first estimate takes the scale that the first step has shown (Nocedal & Wright 6.20).
  const scale = curvature / dot(turned, turned);
  const before = inverse ?? identity(size).map((row) => row.map((each) => each * scale));
  const pulled = apply(before, turned);
  const factor = (1 + dot(turned, pulled) / curvature) / curvature;
  return before.map((row, i) =>
    row.map((each, j) => {
      const cross = (pulled[i] ?? 0) * (moved[j] ?? 0) + (moved[i] ?? 0) * (pulled[j] ?? 0);
      return each + factor * (moved[i] ?? 0) * (moved[j] ?? 0) - cross / curvature;
    }),
  );
}
