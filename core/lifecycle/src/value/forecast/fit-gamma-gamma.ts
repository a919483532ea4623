import { type Estimate, positiveEstimate } from "../math/estimate.ts";
import { fitLikelihood, type LikelihoodFit } from "../math/fit-likelihood.ts";
import type { PurchaseHistory } from "../purchases/purchase-history.ts";
import { isRefusal, type ValueRefusal } from "../value-refusal.ts";
import {
  type GammaGammaParameters,
  gammaGammaObjective,
  gammaGammaParameters,
  type Spend,
} from "./gamma-gamma.ts";

/** What data must have before an average purchase is estimated of them. */
export interface SpendLimits {
  /** Customers with a repeat purchase of more than 0. @default 30 */
  readonly repeatBuyers?: number;
  /**
   * The model takes how often and for how much to be unrelated; the paper's data show 0.06.
   * @default 0.3
   */
  readonly correlation?: number;
}

/** A fitted model of how much customers buy for. */
export interface GammaGammaFit {
  readonly parameters: GammaGammaParameters;
  readonly estimates: Readonly<Record<keyof GammaGammaParameters, Estimate>>;
  /** Of repeat purchases and their mean, over customers (Pearson). */
  readonly correlation: number;
  /** Customers the fit rests on. */
  readonly customers: number;
  /** Customers with repeat purchases that were free, who are left out. */
  readonly leftOut: number;
  readonly fit: LikelihoodFit;
}

const FIRST_SHAPES = [
  [1, 2, 1],
  [6, 4, 0.5],
  [0.5, 1.5, 3],
  [3, 8, 2],
] as const;

/** Fits the Gamma-Gamma model to customers' repeat purchases by maximum likelihood, or says what the data lack. */
export function fitGammaGamma(
  histories: readonly PurchaseHistory[],
  limits: SpendLimits = {},
): GammaGammaFit | ValueRefusal {
  const need = { repeatBuyers: 30, correlation: 0.3, ...limits };
  const repeat = histories.filter((history) => history.repeats > 0);
  const spends = repeat.filter((history) => history.averageRepeat > 0);
  if (spends.length < need.repeatBuyers) {
    return { refused: "too-few-repeat-buyers", have: spends.length, need: need.repeatBuyers };
  }
  const correlation = correlationOf(spends);
  if (Math.abs(correlation) > need.correlation) {
    return { refused: "frequency-and-value-correlated", correlation, limit: need.correlation };
  }
  // In the unit of the mean purchase, so that öre and kronor are fitted alike.
  const unit = spends.reduce((sum, spend) => sum + spend.averageRepeat, 0) / spends.length;
  const scaled = spends.map(({ repeats, averageRepeat }) => ({
    repeats,
    averageRepeat: averageRepeat / unit,
  }));
  const found = fitLikelihood({
    objective: gammaGammaObjective(scaled),
    customers: spends.length,
    starts: FIRST_SHAPES.map((shape) => shape.map(Math.log)),
  });
  if (isRefusal(found)) return found;
  return describe(found, {
    unit,
    correlation,
    customers: spends.length,
    leftOut: repeat.length - spends.length,
  });
}

interface Told {
  readonly unit: number;
  readonly correlation: number;
  readonly customers: number;
  readonly leftOut: number;
}

function describe(found: LikelihoodFit, told: Told): GammaGammaFit | ValueRefusal {
  const { unit, correlation, customers, leftOut } = told;
  const { p, q, gamma } = gammaGammaParameters(found.at);
  if (q <= 1) return { refused: "no-finite-average" };
  const parameters = { p, q, gamma: gamma * unit };
  const estimate = (value: number, index: number) =>
    positiveEstimate(value, Math.sqrt(found.covariance[index]?.[index] ?? 0));
  return {
    parameters,
    estimates: {
      p: estimate(p, 0),
      q: estimate(q, 1),
      gamma: estimate(parameters.gamma, 2),
    },
    correlation,
    customers,
    leftOut,
    // Amounts in another unit move the density of each by that unit.
    fit: { ...found, logLikelihood: found.logLikelihood - customers * Math.log(unit) },
  };
}

/** Pearson's correlation of how often and for how much; 0 where one of them does not vary. */
function correlationOf(spends: readonly Spend[]): number {
  const n = spends.length;
  const meanRepeats = spends.reduce((sum, each) => sum + each.repeats, 0) / n;
  const meanValue = spends.reduce((sum, each) => sum + each.averageRepeat, 0) / n;
  let [both, repeats, values] = [0, 0, 0];
  for (const each of spends) {
    const left = each.repeats - meanRepeats;
    const right = each.averageRepeat - meanValue;
    both += left * right;
    repeats += left * left;
    values += right * right;
  }
  return repeats === 0 || values === 0 ? 0 : both / Math.sqrt(repeats * values);
}
