import type { LocalDate } from "@perennial/contract";
import { addDays } from "../../schedule/date.ts";
import type { Tenure } from "./tenure.ts";
import { periodOfEnd, type TenurePeriod, wholePeriods } from "./tenure-length.ts";

/** What became of the customers who reached a period of their tenure. */
export interface RetentionPoint {
  /** 1 is the first period of a tenure. */
  readonly period: number;
  /** Customers who began the period and could be followed to its end. */
  readonly atRisk: number;
  readonly lost: number;
  /** The share of them who stayed. */
  readonly retention: number;
  /** The share of all customers who are still there after it (Kaplan & Meier 1958), from the first period anybody was followed in. */
  readonly survival: number;
  /** Bounds of the survival at 95 %, by Greenwood's formula on the log-log scale. */
  readonly low: number;
  readonly high: number;
}

/** How tenures are read into a curve. */
export interface RetentionOptions {
  readonly asOf: LocalDate;
  /** @default "year" */
  readonly period?: TenurePeriod;
  /**
   * From when the records hold everybody. Customers from before it are known only because they had stayed, and are
   * counted from the first whole period that begins after it. Without it every tenure is counted from its start.
   */
  readonly recordsFrom?: LocalDate;
}

/**
 * The share of customers who stay, by period of tenure, out of customers who are still there and customers who have
 * left. A period is counted only if its end has come for everybody in it, those who left early as well: else the
 * losses of a period under way would count and those who will stay in it would not.
 */
export function retentionCurve(
  tenures: Iterable<Tenure>,
  options: RetentionOptions,
): RetentionPoint[] {
  const began: number[] = [];
  const followed: number[] = [];
  const lost: number[] = [];
  for (const tenure of tenures) {
    const { entered, kept, gone } = courseOf(tenure, options);
    const reached = kept + (gone ? 1 : 0);
    if (reached <= entered) continue;
    began[entered] = (began[entered] ?? 0) + 1;
    followed[reached] = (followed[reached] ?? 0) + 1;
    if (gone) lost[reached] = (lost[reached] ?? 0) + 1;
  }
  return pointsOf({ began, followed, lost });
}

/** A tenure in periods: how many were over when the records began, how many it kept, and whether it was lost in the next. */
interface Course {
  readonly entered: number;
  readonly kept: number;
  readonly gone: boolean;
}

function courseOf(
  tenure: Tenure,
  { asOf, period = "year", recordsFrom }: RetentionOptions,
): Course {
  const complete = tenure.start > asOf ? 0 : wholePeriods(tenure.start, asOf, period);
  const entered =
    recordsFrom === undefined || tenure.start >= recordsFrom
      ? 0
      : periodOfEnd(tenure.start, addDays(recordsFrom, -1), period);
  if (tenure.end === undefined) return { entered, kept: complete, gone: false };
  const endedIn = periodOfEnd(tenure.start, tenure.end, period);
  if (endedIn > complete) return { entered, kept: complete, gone: false };
  return { entered, kept: endedIn - 1, gone: true };
}

interface Tally {
  readonly began: readonly number[];
  readonly followed: readonly number[];
  readonly lost: readonly number[];
}

function pointsOf({ began, followed, lost }: Tally): RetentionPoint[] {
  const points: RetentionPoint[] = [];
  let atRisk = 0;
  let survival = 1;
  let greenwood = 0;
  for (let period = 1; period < followed.length; period++) {
    atRisk += (began[period - 1] ?? 0) - (followed[period - 1] ?? 0);
    if (atRisk === 0) continue;
    const gone = lost[period] ?? 0;
    const retention = 1 - gone / atRisk;
    survival *= retention;
    greenwood += atRisk === gone ? 0 : gone / (atRisk * (atRisk - gone));
    points.push({
      period,
      atRisk,
      lost: gone,
      retention,
      survival,
      ...bounds(survival, greenwood),
    });
  }
  return points;
}

function bounds(survival: number, greenwood: number): { low: number; high: number } {
  if (survival <= 0 || survival >= 1) return { low: survival, high: survival };
  const reach = (1.959963984540054 * Math.sqrt(greenwood)) / Math.abs(Math.log(survival));
  return { low: survival ** Math.exp(reach), high: survival ** Math.exp(-reach) };
}
