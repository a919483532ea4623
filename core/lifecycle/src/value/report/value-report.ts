import type { Duration, LocalDate } from "@perennial/contract";
import { dateOfEpochDay, epochDay, shiftEpochDay } from "../../schedule/date.ts";
import { durationParts } from "../../schedule/duration.ts";
import { type CustomerStatement, customerStatement } from "../arithmetic/customer-statement.ts";
import {
  type PortfolioValue,
  portfolioValue,
  type ValueFactors,
} from "../arithmetic/lifetime-value.ts";
import type { PurchaseBook } from "../purchases/purchase-book.ts";
import { purchaseSummaries } from "../purchases/purchase-summary.ts";
import { ValueError } from "../value-error.ts";

/** What a customer bought in the time of the report and in all. */
export interface CustomerValueRow {
  readonly customerId: string;
  readonly firstPurchase: LocalDate;
  readonly lastPurchase: LocalDate;
  /** In the time of the report. */
  readonly purchases: number;
  readonly amount: number;
  readonly allPurchases: number;
  readonly allAmount: number;
}

/** Lifetime value by the documents' arithmetic, on a company's own purchases (D-01 to D-07). */
export interface ValueReport {
  /** The first day of the time reported on. */
  readonly from: LocalDate;
  readonly asOf: LocalDate;
  /** Customers of the time before, new and won back, lost, and customers now (D-06, D-16). */
  readonly statement: CustomerStatement;
  /** Whether purchases reach back through the time before, without which nobody can be seen to be lost. */
  readonly historyReaches: boolean;
  /** None where nobody was lost, or it cannot be seen: a duration is then anybody's guess. */
  readonly factors: ValueFactors | undefined;
  readonly value: PortfolioValue | undefined;
  readonly purchasesPerYear: number | undefined;
  /** In minor units, not rounded. */
  readonly averagePurchase: number | undefined;
  /** By customer id, those of the book. */
  readonly customers: readonly CustomerValueRow[];
}

const YEAR_IN_DAYS = 365.25;

/**
 * Reckons frequency, average purchase, duration and what follows of them. A customer is somebody who bought in the
 * time of the report or the same time before it, and is lost by not having bought for that long: with a year, the
 * twelve months of D-16.
 * @param period whole months or days, such as `P1Y` or `P90D`. Default `P1Y`.
 */
export function valueReport(book: PurchaseBook, period: Duration = "P1Y"): ValueReport {
  const asOf = epochDay(book.asOf);
  const from = startOfPeriod(asOf, period);
  const before = startOfPeriod(from - 1, period);
  const inPeriod = new Map(
    [...purchaseSummaries(book, from, asOf)].map((each) => [each.customerId, each]),
  );
  const start = new Set(
    [...purchaseSummaries(book, before, from - 1)].map((each) => each.customerId),
  );
  let earliest = Number.POSITIVE_INFINITY;
  const customers: CustomerValueRow[] = [];
  for (const all of purchaseSummaries(book)) {
    const within = inPeriod.get(all.customerId);
    earliest = Math.min(earliest, all.firstDay);
    customers.push({
      customerId: all.customerId,
      firstPurchase: dateOfEpochDay(all.firstDay),
      lastPurchase: dateOfEpochDay(all.lastDay),
      purchases: within?.purchases ?? 0,
      amount: within?.amount ?? 0,
      allPurchases: all.purchases,
      allAmount: all.amount,
    });
  }
  const years = yearsOf(period);
  const statement = statementOf(start, new Set(inPeriod.keys()), years);
  const historyReaches = earliest <= before + NEARLY;
  const pace = paceOf([...inPeriod.values()], years);
  return {
    from: dateOfEpochDay(from),
    asOf: book.asOf,
    statement,
    historyReaches,
    ...pace,
    ...worthOf(pace, statement, historyReaches),
    customers,
  };
}

/** Shops have days without a sale: purchases that begin within a month of a period's start cover it. */
const NEARLY = 31;

/** Twelve months are a year, whether it is a leap year or not; only days are parts of one. */
function yearsOf(period: Duration): number {
  const { months, days } = durationParts(period);
  return months / 12 + days / YEAR_IN_DAYS;
}

function startOfPeriod(lastDay: number, period: Duration): number {
  const { months, days, minutes } = durationParts(period);
  if (minutes !== 0 || months * 28 + days < 1) {
    throw new ValueError(`"${period}" is no period for a report; write whole days, such as P1Y`);
  }
  return shiftEpochDay(lastDay + 1, { months: -months, days: -days, minutes: 0 });
}

function statementOf(
  start: ReadonlySet<string>,
  now: ReadonlySet<string>,
  years: number,
): CustomerStatement {
  let stayed = 0;
  for (const customerId of start) if (now.has(customerId)) stayed += 1;
  const gained = now.size - stayed;
  return customerStatement({ start: start.size, gained, lost: start.size - stayed, years });
}

type Pace = Pick<ValueReport, "purchasesPerYear" | "averagePurchase">;

function paceOf(
  summaries: readonly { readonly purchases: number; readonly amount: number }[],
  years: number,
): Pace {
  const purchases = summaries.reduce((sum, each) => sum + each.purchases, 0);
  const amount = summaries.reduce((sum, each) => sum + each.amount, 0);
  if (purchases === 0) return { purchasesPerYear: undefined, averagePurchase: undefined };
  return {
    purchasesPerYear: purchases / summaries.length / years,
    averagePurchase: amount / purchases,
  };
}

function worthOf(
  { purchasesPerYear, averagePurchase }: Pace,
  { durationYears, end }: CustomerStatement,
  historyReaches: boolean,
): Pick<ValueReport, "factors" | "value"> {
  const known = historyReaches && durationYears !== undefined;
  if (!known || purchasesPerYear === undefined || averagePurchase === undefined) {
    return { factors: undefined, value: undefined };
  }
  const factors = { averagePurchase, purchasesPerYear, durationYears, customers: end };
  return { factors, value: portfolioValue(factors) };
}
