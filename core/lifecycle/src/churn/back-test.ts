import type { ChurnExample } from "./churn-example.ts";
import { type ChurnModel, churnProbability } from "./churn-model.ts";
import type { ChurnRules } from "./churn-rules.ts";

/** A tenth of the customers, from the least likely to leave. */
export interface CalibrationDecile {
  readonly customers: number;
  /** The probability the model gave on average, and the share that was lost, 0 to 1. */
  readonly expected: number;
  readonly observed: number;
}

/** What came of those above a limit. */
export interface FlagResult {
  readonly flagged: number;
  /** How many of them were lost. */
  readonly hits: number;
}

/** How a model did on customers of a later day than the one it was made of. */
export interface BackTest {
  readonly customers: number;
  readonly lost: number;
  /**
   * The chance that of one lost and one kept customer the lost one had the higher probability; 0.5 is guessing.
   * Nothing where all or none were lost.
   */
  readonly auc?: number;
  readonly deciles: readonly CalibrationDecile[];
  readonly medium: FlagResult;
  readonly high: FlagResult;
}

interface Scored {
  readonly probability: number;
  readonly isLost: boolean;
}

/** Holds a model against what became of the customers of a later day. */
export function backTest(
  model: ChurnModel,
  examples: readonly ChurnExample[],
  { medium, high }: Pick<ChurnRules, "medium" | "high">,
): BackTest {
  const scored = examples
    .map(({ features, isLost }) => ({ probability: churnProbability(model, features), isLost }))
    .sort((a, b) => a.probability - b.probability);
  const auc = areaUnderCurve(scored);
  return {
    customers: scored.length,
    lost: countLost(scored),
    ...(auc !== undefined && { auc }),
    deciles: decilesOf(scored),
    medium: flaggedFrom(scored, medium),
    high: flaggedFrom(scored, high),
  };
}

function flaggedFrom(scored: readonly Scored[], limit: number): FlagResult {
  const flagged = scored.filter(({ probability }) => probability >= limit);
  return { flagged: flagged.length, hits: countLost(flagged) };
}

/** By the sum of ranks (Mann and Whitney); of equals each has the middle rank. */
function areaUnderCurve(scored: readonly Scored[]): number | undefined {
  const lost = countLost(scored);
  const kept = scored.length - lost;
  if (lost === 0 || kept === 0) return undefined;
  let ranks = 0;
  for (let start = 0; start < scored.length; ) {
    let end = start + 1;
    while (scored[end]?.probability === scored[start]?.probability && end < scored.length) end++;
    ranks += countLost(scored.slice(start, end)) * ((start + 1 + end) / 2);
    start = end;
  }
  return (ranks - (lost * (lost + 1)) / 2) / (lost * kept);
}

function decilesOf(scored: readonly Scored[]): readonly CalibrationDecile[] {
  return Array.from({ length: 10 }, (_, index) => {
    const part = scored.slice(
      Math.floor((index * scored.length) / 10),
      Math.floor(((index + 1) * scored.length) / 10),
    );
    const sum = part.reduce((total, { probability }) => total + probability, 0);
    return {
      customers: part.length,
      expected: sum / part.length,
      observed: countLost(part) / part.length,
    };
  }).filter(({ customers }) => customers > 0);
}

function countLost(scored: readonly Scored[]): number {
  return scored.filter(({ isLost }) => isLost).length;
}
