import type { ValueRefusal } from "../value-refusal.ts";
import { apply, dot, invertDefinite } from "./matrix.ts";
import { type Minimum, minimize, type Objective } from "./minimize.ts";

/** A likelihood to be maximised, over unknowns without bounds (logarithms of the parameters). */
export interface LikelihoodProblem {
  /** The mean negative log-likelihood of a customer: a mean, so that one tolerance suits any number of them. */
  readonly objective: Objective;
  /** How many customers the mean is over. */
  readonly customers: number;
  /** Where to begin, from several sides. */
  readonly starts: readonly (readonly number[])[];
}

/** How a fit came about, for whoever wants to judge it. */
export interface FitQuality {
  readonly logLikelihood: number;
  /** The steepest slope of a customer's mean log-likelihood that is left. */
  readonly gradientNorm: number;
  readonly iterations: number;
  readonly starts: number;
  /** From how many starts the same height was reached. */
  readonly agreeing: number;
}

/** The unknowns at the maximum, with how sure they are. */
export interface LikelihoodFit extends FitQuality {
  readonly at: readonly number[];
  /** The inverse of the observed information. */
  readonly covariance: readonly (readonly number[])[];
}

/** Heights of log-likelihood that count as the same. */
const SAME_HEIGHT = 0.01;
/** A logarithm beyond this is a parameter that runs away: the data do not hold it. */
const FARTHEST = 16;
/** With this standard error of a logarithm a parameter is known to a factor of some hundreds, which is not at all. */
const UNSURE = 3;

/**
 * Maximises a likelihood from every start and keeps the highest, if its slope is flat, another start agrees and
 * the information there is positive definite; else refuses.
 */
export function fitLikelihood(problem: LikelihoodProblem): LikelihoodFit | ValueRefusal {
  const { objective, customers, starts } = problem;
  const searches = starts.map((start) => minimize(objective, start, { farthest: FARTHEST }));
  const found = searches
    .filter((search) => search.converged)
    .sort((left, right) => left.value - right.value);
  const best = found[0];
  if (best === undefined) {
    return searches.some(ranAway) ? { refused: "not-identified" } : notConverged(starts, 0);
  }
  const same = (other: Minimum) => (other.value - best.value) * customers < SAME_HEIGHT;
  const agreeing = found.filter(same).length;
  if (agreeing < Math.min(2, starts.length)) return notConverged(starts, agreeing);
  const covariance = covarianceAt(problem, best.at);
  if (covariance === undefined) return { refused: "not-identified" };
  return {
    at: best.at,
    logLikelihood: -best.value * customers,
    gradientNorm: best.gradientNorm,
    iterations: best.iterations,
    starts: starts.length,
    agreeing,
    covariance,
  };
}

function ranAway(search: Minimum): boolean {
  return search.at.some((each) => Math.abs(each) > FARTHEST);
}

/** None where the likelihood is flat in some direction, or so nearly that a parameter could be anything. */
function covarianceAt({ objective, customers }: LikelihoodProblem, at: readonly number[]) {
  const inverse = invertDefinite(hessian(objective, at));
  const covariance = inverse?.map((row) => row.map((each) => each / customers));
  const unsure = covariance?.some((row, index) => Math.sqrt(row[index] ?? 0) > UNSURE);
  return unsure === true ? undefined : covariance;
}

function notConverged(starts: readonly unknown[], agreeing: number): ValueRefusal {
  return { refused: "not-converged", starts: starts.length, agreeing };
}

const STEP = 1e-4;

/** The second derivatives, by central differences of the gradient. */
export function hessian(objective: Objective, at: readonly number[]): number[][] {
  const rows = at.map((_, index) => {
    const moved = (by: number) => at.map((each, other) => (other === index ? each + by : each));
    const above = objective(moved(STEP)).gradient;
    const below = objective(moved(-STEP)).gradient;
    return above.map((each, other) => (each - (below[other] ?? 0)) / (2 * STEP));
  });
  return rows.map((row, i) => row.map((each, j) => (each + (rows[j]?.[i] ?? 0)) / 2));
}

/** The standard error of anything reckoned from the unknowns, by the delta method. */
export function standardErrorOf(fit: LikelihoodFit, of: (at: readonly number[]) => number): number {
  const gradient = fit.at.map((_, index) => {
    const moved = (by: number) => fit.at.map((each, other) => each + (other === index ? by : 0));
    return (of(moved(STEP)) - of(moved(-STEP))) / (2 * STEP);
  });
  return Math.sqrt(Math.max(0, dot(gradient, apply(fit.covariance, gradient))));
}
