import type { LocalizedText, RiskLevel } from "@perennial/contract";
import { CHURN_FEATURES, type ChurnFeature, churnFeatures } from "./churn-features.ts";
import type { ChurnFigures } from "./churn-figures.ts";
import { type ChurnModel, churnProbability } from "./churn-model.ts";
import type { ChurnRules } from "./churn-rules.ts";
import { churnFactorWords } from "./churn-words.ts";
import { riskOf } from "./risk-of.ts";

/** One thing that makes a customer more likely to leave than others. */
export interface ChurnFactor {
  readonly feature: ChurnFeature;
  /** How much it adds to the score against what is usual, in log-odds; always above 0. */
  readonly contribution: number;
  /** The end of a sentence about the customer. */
  readonly words: LocalizedText;
}

/** How likely one customer is to be lost within the model's horizon, and why (M-17, L-07). */
export interface ChurnVerdict {
  /** 0 to 1. */
  readonly probability: number;
  readonly risk: RiskLevel;
  /** The largest first; empty where nothing speaks for its leaving. */
  readonly factors: readonly ChurnFactor[];
}

/** How many factors are worth reading. */
const MOST = 3;

/**
 * Judges one customer that can be lost within the horizon (`canBeLost`); one that cannot has the probability 0 and
 * needs no model.
 */
export function churnOf(
  figures: ChurnFigures,
  model: ChurnModel,
  rules: Pick<ChurnRules, "medium" | "high">,
): ChurnVerdict {
  const probability = churnProbability(model, churnFeatures(figures));
  return { probability, risk: riskOf(probability, rules), factors: churnFactors(figures, model) };
}

/**
 * What makes a customer more likely to leave than the usual one, at most three things, the largest first. Told is what a
 * person would take for a sign: a weight the other way round, such as of complaints that speak for staying, counts in the
 * probability and stands among the model's weights, but is no reason to give of one customer.
 */
export function churnFactors(figures: ChurnFigures, model: ChurnModel): readonly ChurnFactor[] {
  const features = churnFeatures(figures);
  const factors = model.weights
    .flatMap(({ feature, coefficient, mean }): readonly ChurnFactor[] => {
      const value = features[CHURN_FEATURES.indexOf(feature)] ?? 0;
      const contribution = coefficient * (value - mean);
      const isSign =
        contribution > 0 && coefficient * SIGN[feature] > 0 && isTelling(feature, value);
      const words = isSign ? churnFactorWords(feature, figures) : undefined;
      return words === undefined ? [] : [{ feature, contribution, words }];
    })
    .sort((a, b) => b.contribution - a.contribution || (a.feature < b.feature ? -1 : 1));
  const told = factors.map(({ feature }) => feature);
  return factors.filter(({ feature }) => !isSaid(feature, told, figures)).slice(0, MOST);
}

/** Whether more (1) or less (-1) of a feature is what one would take for a sign of leaving. */
const SIGN: Readonly<Record<ChurnFeature, 1 | -1>> = {
  ...{ silence: 1, rhythm: 1, once: 1, discounted: 1, complaints: 1, calls: 1, declined: 1 },
  ...{ ending: 1, cancelled: 1, frequency: -1, trend: -1, tenure: -1 },
};

/** Buying in one's rhythm, or more than before, is no sign, however much rarer it is than at others. */
function isTelling(feature: ChurnFeature, value: number): boolean {
  if (feature === "rhythm") return value > 1;
  return feature !== "trend" || value < 0;
}

/** Whether another factor says the same: a long silence, or a single purchase, shows in several. */
function isSaid(
  feature: ChurnFeature,
  told: readonly ChurnFeature[],
  { days, daysInYear, recent }: ChurnFigures,
): boolean {
  const isSilent = told.includes("silence") || told.includes("rhythm");
  switch (feature) {
    case "silence":
      return told.includes("rhythm");
    case "frequency":
      return (days === 1 && told.includes("once")) || (daysInYear === 0 && isSilent);
    case "trend":
      return recent <= 0 && isSilent;
    default:
      return false;
  }
}
