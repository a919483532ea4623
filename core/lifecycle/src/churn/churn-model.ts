import type { Duration, LocalDate } from "@perennial/contract";
import { CHURN_FEATURES, type ChurnFeature } from "./churn-features.ts";
import { logistic } from "./fit-logistic.ts";

/** What one feature adds to a score. */
export interface ChurnWeight {
  readonly feature: ChurnFeature;
  /** What each unit of the feature adds. */
  readonly coefficient: number;
  /** What is usual among those the model was made of: deviations from it are a customer's factors. */
  readonly mean: number;
}

/**
 * A model of who leaves, as plain data. The probability of a customer that can be lost within the horizon is
 * `1 / (1 + exp(-(constant + Σ coefficient · feature)))`. Features that are missing count for nothing.
 */
export interface ChurnModel {
  /** The day whose customers it was made of, by what was known then. */
  readonly day: LocalDate;
  readonly horizon: Duration;
  readonly constant: number;
  readonly weights: readonly ChurnWeight[];
  /** How many customers it was made of, and how many of them were lost within the horizon. */
  readonly customers: number;
  readonly lost: number;
  readonly logLikelihood: number;
  readonly steps: number;
  readonly ridge: number;
}

/** The probability that a customer with these features is lost within the model's horizon, 0 to 1. */
export function churnProbability(model: ChurnModel, features: readonly number[]): number {
  let score = model.constant;
  for (const { feature, coefficient } of model.weights) {
    score += coefficient * (features[CHURN_FEATURES.indexOf(feature)] ?? 0);
  }
  return logistic(score);
}
