import { hypergeometric2F1 } from "../math/hypergeometric.ts";
import { ValueError } from "../value-error.ts";

/**
 * The shifted-beta-geometric model of retention (Fader & Hardie 2007, "How to project customer retention", Journal
 * of Interactive Marketing 21): each customer leaves at the end of each period with a chance of its own, and the
 * chances are spread by a beta distribution, so that those who have stayed long are those who stay.
 *
 * Written by its mean and its spread instead of the paper's alpha = churn / spread and beta = (1 − churn) / spread,
 * since a spread of 0, everybody alike, is then a number like any other and not two that run away.
 */
export interface RetentionModel {
  /** The share lost in the first period: alpha / (alpha + beta). */
  readonly churn: number;
  /** How unlike customers are: 1 / (alpha + beta); 0 where all have the same chance. */
  readonly spread: number;
}

/** The share of customers who stay through a period of their tenure, counted from 1. */
export function modelRetention({ churn, spread }: RetentionModel, period: number): number {
  const before = spread * (period - 1);
  return (1 - churn + before) / (1 + before);
}

/** The share of new customers who are still there after so many periods, from 0 on. */
export function modelSurvival(model: RetentionModel, periods: number): number {
  let survival = 1;
  for (let period = 1; period <= periods; period++) survival *= modelRetention(model, period);
  return survival;
}

/** How renewals to come are counted. */
export interface RenewalOutlook {
  /** Whole periods behind the customer. */
  readonly tenure: number;
  /** How many renewals ahead are counted; without it all there will ever be. */
  readonly horizon?: number;
  /** The discount of one period. */
  readonly discount: number;
}

/**
 * The renewals to expect of a customer, each at what it is worth today (discounted expected residual lifetime, Fader
 * & Hardie 2010, "Customer-base valuation in a contractual setting", Marketing Science 29). The next renewal is taken
 * to be a period away; the period under way counts as sold.
 * @throws ValueError without a horizon and without a discount, where the sum may have no end.
 */
export function discountedRenewals(model: RetentionModel, outlook: RenewalOutlook): number {
  const { tenure, horizon, discount } = outlook;
  const worth = 1 / (1 + discount);
  if (horizon === undefined) return allRenewals(model, tenure, worth);
  return someRenewals(model, { tenure, horizon, worth });
}

function someRenewals(
  model: RetentionModel,
  of: { readonly tenure: number; readonly horizon: number; readonly worth: number },
): number {
  let stays = 1;
  let sum = 0;
  for (let ahead = 1; ahead <= of.horizon; ahead++) {
    stays *= modelRetention(model, of.tenure + ahead) * of.worth;
    sum += stays;
  }
  return sum;
}

function allRenewals(model: RetentionModel, tenure: number, worth: number): number {
  if (!(worth < 1)) {
    throw new ValueError(
      "all renewals to come without a discount have no sum; set a yearly discount above 0 or a horizon",
    );
  }
  const next = modelRetention(model, tenure + 1) * worth;
  if (model.spread === 0) return next / (1 - next);
  const total = 1 / model.spread;
  const stays = (1 - model.churn) / model.spread;
  // Term k + 1 divided by term k is worth (beta + n + k + 1) / (alpha + beta + n + k + 1): a 2F1 with a = 1.
  return next * hypergeometric2F1({ a: 1, b: stays + tenure + 1, c: total + tenure + 1, z: worth });
}
