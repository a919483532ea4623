import { type Estimate, positiveEstimate, shareEstimate } from "../math/estimate.ts";
import { type FitQuality, fitLikelihood, type LikelihoodFit } from "../math/fit-likelihood.ts";
import { minimize, type Objective } from "../math/minimize.ts";
import { isRefusal, type ValueRefusal } from "../value-refusal.ts";
import type { RetentionPoint } from "./retention-curve.ts";
import type { RetentionModel } from "./retention-model.ts";

/** What tenures must show before they are projected; product's own limits. */
export interface RetentionLimits {
  /** Customers followed through their first period or a later one. @default 50 */
  readonly customers?: number;
  /** Periods that somebody was followed through. @default 2 */
  readonly periods?: number;
}

/** A fitted model of retention. */
export interface RetentionFit {
  readonly model: RetentionModel;
  readonly churn: Estimate;
  /** None where customers are alike as far as the data show. */
  readonly spread: Estimate | undefined;
  /** The paper's parameters; none where customers are alike. */
  readonly alpha: number | undefined;
  readonly beta: number | undefined;
  readonly quality: FitQuality;
}

/** A gain in log-likelihood under this is chance at 95 % (half of chi-square's 3.84): the customers may be alike. */
const TOLD_APART = 1.92;

/**
 * Fits the shifted-beta-geometric model to a retention curve by maximum likelihood. Each period is so many who
 * stayed and so many who left, which is the paper's likelihood taken period by period and holds for customers who are
 * still there, and for those who came before the records began.
 */
export function fitRetention(
  curve: readonly RetentionPoint[],
  limits: RetentionLimits = {},
): RetentionFit | ValueRefusal {
  const lacking = lackingFor(curve, limits);
  if (lacking !== undefined) return lacking;
  const periods = curve.reduce((sum, point) => sum + point.atRisk, 0);
  const starts = [0.1, 0.5, 2].flatMap((spread) => [
    [logit(0.2), Math.log(spread)],
    [logit(0.5), Math.log(spread)],
  ]);
  const alike = fitAlike(curve, periods);
  const objective = retentionObjective(curve);
  const found = fitLikelihood({ objective, customers: periods, starts });
  if (!isRefusal(found)) return describe(found);
  // Retention that does not rise with tenure has its maximum at the edge of the model, where customers are alike.
  const reached = Math.min(...starts.map((start) => minimize(objective, start).value));
  const gain = -reached * periods - alike.quality.logLikelihood;
  return gain < TOLD_APART ? alike : found;
}

function lackingFor(
  curve: readonly RetentionPoint[],
  limits: RetentionLimits,
): ValueRefusal | undefined {
  const need = { customers: 50, periods: 2, ...limits };
  const most = Math.max(0, ...curve.map((point) => point.atRisk));
  if (most < need.customers) {
    return { refused: "too-few-customers", have: most, need: need.customers };
  }
  if (curve.every((point) => point.lost === 0)) return { refused: "nobody-lost" };
  if (curve.every((point) => point.lost === point.atRisk)) return { refused: "everybody-lost" };
  if (curve.length < need.periods) {
    return { refused: "too-few-periods", have: curve.length, need: need.periods };
  }
  return undefined;
}

const logit = (share: number) => Math.log(share / (1 - share));

function retentionObjective(curve: readonly RetentionPoint[]): Objective {
  const periods = curve.reduce((sum, point) => sum + point.atRisk, 0);
  return ([first = 0, second = 0]) => {
    const churn = 1 / (1 + Math.exp(-first));
    const spread = Math.exp(second);
    let [value, byChurn, bySpread] = [0, 0, 0];
    for (const { period, atRisk, lost } of curve) {
      const before = period - 1;
      const kept = atRisk - lost;
      const stays = 1 / (1 + Math.exp(first)) + spread * before;
      value +=
        lost * Math.log(churn) + kept * Math.log(stays) - atRisk * Math.log1p(spread * before);
      byChurn += lost / churn - kept / stays;
      bySpread += (kept * before) / stays - (atRisk * before) / (1 + spread * before);
    }
    const slopes = [byChurn * churn * (1 - churn), bySpread * spread];
    return { value: -value / periods, gradient: slopes.map((each) => -each / periods) };
  };
}

function describe(found: LikelihoodFit): RetentionFit {
  const { at, covariance, ...quality } = found;
  const churn = 1 / (1 + Math.exp(-(at[0] ?? 0)));
  const spread = Math.exp(at[1] ?? 0);
  return {
    model: { churn, spread },
    churn: shareEstimate(churn, Math.sqrt(covariance[0]?.[0] ?? 0)),
    spread: positiveEstimate(spread, Math.sqrt(covariance[1]?.[1] ?? 0)),
    alpha: churn / spread,
    beta: (1 - churn) / spread,
    quality,
  };
}

/** All periods alike: the maximum is the share lost of all periods begun. */
function fitAlike(curve: readonly RetentionPoint[], periods: number): RetentionFit {
  const lost = curve.reduce((sum, point) => sum + point.lost, 0);
  const churn = lost / periods;
  const error = 1 / Math.sqrt(periods * churn * (1 - churn));
  const logLikelihood = lost * Math.log(churn) + (periods - lost) * Math.log1p(-churn);
  return {
    model: { churn, spread: 0 },
    churn: shareEstimate(churn, error),
    spread: undefined,
    alpha: undefined,
    beta: undefined,
    quality: { logLikelihood, gradientNorm: 0, iterations: 0, starts: 1, agreeing: 1 },
  };
}
