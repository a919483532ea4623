import { type Estimate, positiveEstimate } from "../math/estimate.ts";
import { fitLikelihood, type LikelihoodFit } from "../math/fit-likelihood.ts";
import type { PurchaseHistory } from "../purchases/purchase-history.ts";
import { isRefusal, type ValueRefusal } from "../value-refusal.ts";
import { type BgNbdParameters, bgNbdObjective, bgNbdParameters } from "./bg-nbd.ts";
import { groupHistories, type HistoryGroups } from "./history-groups.ts";

/** What data must have before a forecast is made of them; product's own limits, to be set by a tenant who knows better. */
export interface ForecastLimits {
  /** @default 100 */
  readonly customers?: number;
  /** Customers with more than one purchase. @default 30 */
  readonly repeatBuyers?: number;
  /** Weeks from the first purchase of all to the day of the report. @default 13 */
  readonly weeks?: number;
}

/** A fitted model of how customers buy. */
export interface BgNbdFit {
  readonly parameters: BgNbdParameters;
  readonly estimates: Readonly<Record<keyof BgNbdParameters, Estimate>>;
  readonly customers: number;
  readonly fit: LikelihoodFit;
}

/**
 * Fits the BG/NBD model by maximum likelihood, or says what the data lack. The histories' ages must be counted to
 * one day, the end of the time that is learnt from.
 */
export function fitBgNbd(
  histories: readonly PurchaseHistory[],
  limits: ForecastLimits = {},
): BgNbdFit | ValueRefusal {
  const lacking = lackingFor(histories, limits);
  if (lacking !== undefined) return lacking;
  const groups = groupHistories(histories);
  const fit = fitLikelihood({
    objective: bgNbdObjective(groups),
    customers: groups.customers,
    starts: startsFor(groups),
  });
  if (isRefusal(fit)) return fit;
  const parameters = bgNbdParameters(fit.at);
  const estimate = (value: number, index: number) =>
    positiveEstimate(value, Math.sqrt(fit.covariance[index]?.[index] ?? 0));
  return {
    parameters,
    estimates: {
      r: estimate(parameters.r, 0),
      alpha: estimate(parameters.alpha, 1),
      a: estimate(parameters.a, 2),
      b: estimate(parameters.b, 3),
    },
    customers: groups.customers,
    fit,
  };
}

function lackingFor(
  histories: readonly PurchaseHistory[],
  limits: ForecastLimits,
): ValueRefusal | undefined {
  const need = { customers: 100, repeatBuyers: 30, weeks: 13, ...limits };
  if (histories.length < need.customers) {
    return { refused: "too-few-customers", have: histories.length, need: need.customers };
  }
  let repeatBuyers = 0;
  let weeks = 0;
  for (const history of histories) {
    if (history.repeats > 0) repeatBuyers += 1;
    weeks = Math.max(weeks, history.age);
  }
  if (repeatBuyers < need.repeatBuyers) {
    return { refused: "too-few-repeat-buyers", have: repeatBuyers, need: need.repeatBuyers };
  }
  if (weeks < need.weeks) {
    return { refused: "span-too-short", haveWeeks: weeks, needWeeks: need.weeks };
  }
  return undefined;
}

/** Starts of different shape round the mean pace of the data: alike or unlike customers, leaving soon or late. */
function startsFor(groups: HistoryGroups): number[][] {
  let weeks = 0;
  let purchases = 0;
  groups.counts.forEach((count, group) => {
    weeks += count * (groups.ages[group] ?? 0);
    purchases += count * ((groups.repeats[group] ?? 0) + 1);
  });
  const pace = Math.max(weeks / purchases, 1e-3);
  const shapes = [
    { r: 0.5, a: 0.7, b: 2.5 },
    { r: 1, a: 1, b: 1 },
    { r: 2, a: 0.3, b: 5 },
    { r: 0.3, a: 3, b: 3 },
  ];
  return shapes.map(({ r, a, b }) => [r, r * pace, a, b].map(Math.log));
}
