import type { LocalDate } from "@perennial/contract";
import { dateOfEpochDay, epochDay } from "../../schedule/date.ts";
import type { PurchaseBook } from "../purchases/purchase-book.ts";
import { customerRows } from "../purchases/purchase-summary.ts";

/** What customers are gathered by, and followed in. */
export const COHORT_PERIODS = ["month", "quarter"] as const;
export type CohortPeriod = (typeof COHORT_PERIODS)[number];

/** What a cohort did in one period. */
export interface CohortCell {
  /** 0 is the period the cohort began in. */
  readonly period: number;
  readonly label: string;
  /** Customers of the cohort who bought in it. */
  readonly active: number;
  readonly activeShare: number;
  /** Less returns, in minor units. */
  readonly revenue: number;
  /** Whether the period is over; one under way will still grow. */
  readonly complete: boolean;
}

/** Customers who made their first purchase in one period. */
export interface PurchaseCohort {
  /** `2026-03`, or `2026-Q1`. */
  readonly label: string;
  readonly customers: number;
  readonly revenue: number;
  readonly cells: readonly CohortCell[];
}

/** All cohorts of a book, the oldest first; one nobody began in is left out. */
export interface CohortTable {
  readonly asOf: LocalDate;
  readonly by: CohortPeriod;
  readonly cohorts: readonly PurchaseCohort[];
}

interface Gathered {
  customers: number;
  readonly active: number[];
  readonly revenue: number[];
}

/** Follows customers by the month or quarter of their first purchase: who still buys, and for how much. */
export function cohortTable(book: PurchaseBook, by: CohortPeriod = "month"): CohortTable {
  const numberOf = periodNumbers(by);
  const gathered = new Map<number, Gathered>();
  for (const { from, to } of customerRows(book)) {
    const first = firstPurchase(book, from, to);
    if (first === undefined) continue;
    const start = numberOf(book.days[first] ?? 0);
    const cohort = gathered.get(start) ?? { customers: 0, active: [], revenue: [] };
    gathered.set(start, cohort);
    cohort.customers += 1;
    addRows(cohort, { book, from: first, to, period: (day) => numberOf(day) - start });
  }
  const last = numberOf(epochDay(book.asOf));
  // The last period is over if the day after belongs to the next.
  const over = numberOf(epochDay(book.asOf) + 1) > last;
  const cohorts = [...gathered]
    .sort(([left], [right]) => left - right)
    .map(([start, cohort]) => describe(cohort, { start, last, over, by }));
  return { asOf: book.asOf, by, cohorts };
}

function firstPurchase(book: PurchaseBook, from: number, to: number): number | undefined {
  for (let row = from; row < to; row++) if ((book.amounts[row] ?? 0) >= 0) return row;
  return undefined;
}

interface Rows {
  readonly book: PurchaseBook;
  readonly from: number;
  readonly to: number;
  readonly period: (day: number) => number;
}

function addRows(cohort: Gathered, { book, from, to, period }: Rows): void {
  let counted = -1;
  for (let row = from; row < to; row++) {
    const at = period(book.days[row] ?? 0);
    const amount = book.amounts[row] ?? 0;
    cohort.revenue[at] = (cohort.revenue[at] ?? 0) + amount;
    if (amount < 0 || counted === at) continue;
    cohort.active[at] = (cohort.active[at] ?? 0) + 1;
    counted = at;
  }
}

/** The number of a day's period since year 0; days repeat, so each is reckoned once. */
function periodNumbers(by: CohortPeriod): (day: number) => number {
  const known = new Map<number, number>();
  const months = by === "month" ? 1 : 3;
  return (day) => {
    let number = known.get(day);
    if (number === undefined) {
      const date = dateOfEpochDay(day);
      const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
      number = Math.floor(month / months);
      known.set(day, number);
    }
    return number;
  };
}

function labelOf(number: number, by: CohortPeriod): string {
  const inYear = by === "month" ? 12 : 4;
  const year = String(Math.floor(number / inYear)).padStart(4, "0");
  const part = (number % inYear) + 1;
  return by === "month" ? `${year}-${String(part).padStart(2, "0")}` : `${year}-Q${part}`;
}

function describe(
  cohort: Gathered,
  of: {
    readonly start: number;
    readonly last: number;
    readonly over: boolean;
    readonly by: CohortPeriod;
  },
): PurchaseCohort {
  const cells = Array.from({ length: of.last - of.start + 1 }, (_, period) => {
    const active = cohort.active[period] ?? 0;
    return {
      period,
      label: labelOf(of.start + period, of.by),
      active,
      activeShare: active / cohort.customers,
      revenue: cohort.revenue[period] ?? 0,
      complete: of.start + period < of.last || of.over,
    };
  });
  return {
    label: labelOf(of.start, of.by),
    customers: cohort.customers,
    revenue: cells.reduce((sum, cell) => sum + cell.revenue, 0),
    cells,
  };
}
