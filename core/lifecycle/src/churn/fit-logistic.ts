import { solvePositiveDefinite } from "./solve-positive-definite.ts";

/** Rows of features with a yes (1) or no (0) each. */
export interface LogisticData {
  readonly rows: readonly (readonly number[])[];
  readonly outcomes: readonly (0 | 1)[];
}

/** How hard a fit tries. */
export interface LogisticOptions {
  /** The weight of the penalty on the squared weights; the intercept goes free. @default 1 */
  readonly ridge?: number;
  /** @default 50 */
  readonly mostSteps?: number;
}

/** What a fit found: the probability is 1 / (1 + exp(-(intercept + weights · row))). */
export interface LogisticFit {
  readonly intercept: number;
  readonly weights: readonly number[];
  readonly logLikelihood: number;
  readonly steps: number;
  /** Whether the slope of the penalised likelihood had come to nothing; without it the weights are not to be used. */
  readonly hasConverged: boolean;
}

/** The slope, for each row, below which the top is reached. */
const FLAT = 1e-8;
const SHORTEST_STEP = 2 ** -30;

/**
 * Fits a logistic regression with a penalty on the squared weights by Newton's method (iteratively reweighted least
 * squares), each step halved until the penalised likelihood does not fall. The likelihood has one top alone, so where it
 * converges it is there.
 */
export function fitLogistic(
  { rows, outcomes }: LogisticData,
  options: LogisticOptions = {},
): LogisticFit {
  const { ridge = 1, mostSteps = 50 } = options;
  const size = (rows[0]?.length ?? 0) + 1;
  let weights: readonly number[] = Array.from({ length: size }, () => 0);
  const heightOf = (at: readonly number[]) =>
    logLikelihood(at, { rows, outcomes }) - penalty(at, ridge);
  let height = heightOf(weights);
  for (let steps = 0; ; steps++) {
    const { slope, curve } = derivatives(weights, { rows, outcomes }, ridge);
    const isFlat = Math.max(...slope.map(Math.abs)) <= FLAT * Math.max(rows.length, 1);
    const move = isFlat || steps === mostSteps ? undefined : solvePositiveDefinite(curve, slope);
    const next = move && climb(weights, move, { height, heightOf });
    if (next === undefined) {
      const [intercept = 0, ...rest] = weights;
      const likelihood = logLikelihood(weights, { rows, outcomes });
      return { intercept, weights: rest, logLikelihood: likelihood, steps, hasConverged: isFlat };
    }
    weights = next.weights;
    height = next.height;
  }
}

/** The move, or the longest half of a half of it that does not lead down; nothing where none does. */
function climb(
  from: readonly number[],
  move: readonly number[],
  { height, heightOf }: { height: number; heightOf: (at: readonly number[]) => number },
) {
  for (let length = 1; length >= SHORTEST_STEP; length /= 2) {
    const weights = from.map((weight, index) => weight + length * (move[index] ?? 0));
    const reached = heightOf(weights);
    if (reached >= height) return { weights, height: reached };
  }
  return undefined;
}

/** The slope of the penalised likelihood and its curvature, turned upside down, so that it is positive definite. */
function derivatives(weights: readonly number[], { rows, outcomes }: LogisticData, ridge: number) {
  const size = weights.length;
  const slope = weights.map((weight, index) => (index === 0 ? 0 : -ridge * weight));
  const curve = weights.map((_, row) =>
    weights.map((__, column) => (row === column && row > 0 ? ridge : 0)),
  );
  rows.forEach((row, index) => {
    const probability = logistic(linear(weights, row));
    const rest = (outcomes[index] ?? 0) - probability;
    const spread = probability * (1 - probability);
    for (let i = 0; i < size; i++) {
      const xi = i === 0 ? 1 : (row[i - 1] ?? 0);
      slope[i] = (slope[i] ?? 0) + rest * xi;
      const line = curve[i] ?? [];
      for (let j = 0; j <= i; j++) {
        line[j] = (line[j] ?? 0) + spread * xi * (j === 0 ? 1 : (row[j - 1] ?? 0));
      }
    }
  });
  return { slope, curve };
}

function penalty(weights: readonly number[], ridge: number): number {
  return (ridge / 2) * weights.slice(1).reduce((sum, weight) => sum + weight * weight, 0);
}

function logLikelihood(weights: readonly number[], { rows, outcomes }: LogisticData): number {
  return rows.reduce((sum, row, index) => {
    const score = linear(weights, row);
    return sum - softPlus(outcomes[index] === 1 ? -score : score);
  }, 0);
}

function linear(weights: readonly number[], row: readonly number[]): number {
  let sum = weights[0] ?? 0;
  for (let index = 0; index < row.length; index++) {
    sum += (weights[index + 1] ?? 0) * (row[index] ?? 0);
  }
  return sum;
}

/** The probability of a score, without overflow at either end. */
export function logistic(score: number): number {
  return score >= 0 ? 1 / (1 + Math.exp(-score)) : Math.exp(score) / (1 + Math.exp(score));
}

/** ln(1 + exp(score)), without overflow. */
function softPlus(score: number): number {
  return Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score)));
}
