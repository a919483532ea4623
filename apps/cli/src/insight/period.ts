import type { Duration, LocalDate } from "@perennial/contract";
import { addDays, durationParts, type FlowPeriod, nthOccurrence } from "@perennial/lifecycle";
import { usageError } from "../output/cli-error.ts";
import type { InsightBase } from "./base/insight-base.ts";

/** Shops have days without a sale: records that begin within a month of a time's start cover it, as core reckons. */
const NEARLY = 31;

/** A period that is advised begins at most so many days before the records. */
const ADVISED = 7;

/** A time and the one before it, as the flows of customers are counted over them. */
export interface PeriodPair {
  readonly now: FlowPeriod;
  readonly before: FlowPeriod;
}

/** The first day of so many periods that end with a day: of three months to the end of March, 1 January. */
export function startOfPeriods(asOf: LocalDate, period: Duration, times: number): LocalDate {
  return nthOccurrence(addDays(asOf, 1), period, -times);
}

/** The period that ends with a day, and the one before it. */
export function periodPair(asOf: LocalDate, period: Duration): PeriodPair {
  const after = addDays(startOfPeriods(asOf, period, 1), -1);
  return {
    now: { after, until: asOf },
    before: { after: addDays(startOfPeriods(asOf, period, 2), -1), until: after },
  };
}

/**
 * Checks that a day lies in what the records reach over.
 * @throws CliError that says what they reach over.
 */
export function checkDay(base: InsightBase, asOf: LocalDate): void {
  const { reach } = base;
  if (reach === undefined) {
    throw usageError(
      `There are no purchases and no agreements in ${base.parts.sources.join(", ")}. Give files that have them.`,
    );
  }
  const { first, last } = reach;
  const records = base.hasPurchases ? "purchases" : "agreements";
  if (asOf < first) {
    throw usageError(
      `${asOf} comes before all ${records}: they reach from ${first} to ${last}. Give a later date with --as-of.`,
    );
  }
  if (base.hasPurchases && asOf > addDays(last, NEARLY)) {
    throw usageError(
      `${asOf} lies in the future of the purchases: they reach from ${first} to ${last}, and nobody would seem to buy after that. Give a date up to ${last} with --as-of.`,
    );
  }
}

/**
 * Checks that the records reach back through a period.
 * @throws CliError that says how long a period may be.
 */
export function checkPeriod(base: InsightBase, asOf: LocalDate, period: Duration): void {
  const first = base.reach?.first ?? asOf;
  const from = startOfPeriods(asOf, period, 1);
  if (first <= addDays(from, NEARLY)) return;
  const longest = longestPeriod(base, asOf, 1);
  const advice = longest === undefined ? "Give a shorter one" : `Give one of at most ${longest}`;
  throw usageError(
    `The period ${period} before ${asOf} begins on ${from}, and the records do not reach back further than ${first}. ${advice} with --period.`,
  );
}

/** The longest period of whole months that fits so many times before a day in what the records reach over. */
export function longestPeriod(
  base: InsightBase,
  asOf: LocalDate,
  times: number,
): Duration | undefined {
  const first = base.reach?.first ?? asOf;
  const fits = (months: number) => {
    const from = startOfPeriods(asOf, `P${months}M`, times);
    return first <= addDays(from, ADVISED);
  };
  let months = 0;
  while (months < 1200 && fits(months + 1)) months += 1;
  if (months === 0) return undefined;
  return months % 12 === 0 ? `P${months / 12}Y` : `P${months}M`;
}

/** Whether a text is a time that reports can be about: whole days, at least one. */
export function isPeriod(text: string): boolean {
  if (!/^P(?=\d)(?:\d{1,3}Y)?(?:\d{1,4}M)?(?:\d{1,4}W)?(?:\d{1,5}D)?$/.test(text)) return false;
  const { months, days } = durationParts(text);
  return months + days > 0;
}
