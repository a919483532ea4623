import type { FlowState, LocalDate } from "@perennial/contract";
import { daysBetween } from "../schedule/date.ts";
import { isInBase } from "./flow-state.ts";

/**
 * How many customers were in one state at the close of a period's eve and in another at its close. No `from` for those
 * that were no customers yet, no `to` for those that are there no more, such as after an erasure.
 */
export interface FlowPair {
  readonly from?: FlowState;
  readonly to?: FlowState;
  readonly customers: number;
}

/** A stretch of time: from the close of one day to the close of a later one. */
export interface FlowPeriod {
  /** The eve of the first day that counts. */
  readonly after: LocalDate;
  /** The last day that counts. */
  readonly until: LocalDate;
}

/** The statement of a base over a period (D-06): `start + new + wonBack - lost = end`, always and exactly. */
export interface FlowStatement {
  readonly start: number;
  /** No customers at the start. One that came and was lost in the same period counts as new and as lost. */
  readonly new: number;
  /** Lost at the start and back at the end. */
  readonly wonBack: number;
  /** In the base at the start, or new, and lost or gone at the end. */
  readonly lost: number;
  readonly end: number;
  /** Inactive at the start and buying at the end; they were in the base all along (D-13). */
  readonly reactivated: number;
  /** Lost a year as a share of those at the start, above 1 in a short period that loses most (D-07); nothing where there were none. */
  readonly churn?: number;
  /** Years: customers at the start by customers lost in a year (D-05); nothing where none was lost. */
  readonly duration?: number;
}

const YEAR = 365.2425;

/**
 * The customer flow statement of a period, from how many moved between which states (D-05 to D-07, D-13). It sees where
 * customers were at both ends: what one did and undid in between is in it no more than the way there.
 *
 * @example
 * const period = { after: "2025-12-31", until: "2026-12-31" };
 * flowStatement(flowPairs(histories, rules, period), period);
 */
export function flowStatement(pairs: readonly FlowPair[], period: FlowPeriod): FlowStatement {
  const count = (fits: (pair: FlowPair) => boolean) =>
    pairs.filter(fits).reduce((sum, { customers }) => sum + customers, 0);
  const isBack = (to: FlowState | undefined) => isInBase(to) && to !== "inactive";
  const start = count(({ from }) => isInBase(from));
  const lost = count(({ from, to }) => {
    const wasThere = isInBase(from) || (from === undefined && to !== undefined);
    return wasThere && !isInBase(to);
  });
  const years = yearsOf(period);
  const hasRates = start > 0 && years > 0;
  return {
    start,
    new: count(({ from, to }) => from === undefined && to !== undefined),
    wonBack: count(({ from, to }) => from === "lost" && isInBase(to)),
    lost,
    end: count(({ to }) => isInBase(to)),
    reactivated: count(({ from, to }) => from === "inactive" && isBack(to)),
    ...(hasRates && { churn: lost / years / start }),
    ...(hasRates && lost > 0 && { duration: (start * years) / lost }),
  };
}

/** The length of a period in years; one from a date to the same date a year or more later is whole years. */
function yearsOf({ after, until }: FlowPeriod): number {
  if (after.slice(5) === until.slice(5))
    return Number(until.slice(0, 4)) - Number(after.slice(0, 4));
  return daysBetween(after, until) / YEAR;
}
