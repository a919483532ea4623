import type { LocalDate } from "@perennial/contract";
import { addDays, epochDay } from "../../schedule/date.ts";
import { positive } from "../check-number.ts";
import type { PurchaseBook } from "../purchases/purchase-book.ts";
import { purchaseHistories } from "../purchases/purchase-history.ts";
import { customerRows } from "../purchases/purchase-summary.ts";
import { isRefusal, type ValueRefusal } from "../value-refusal.ts";
import { expectedPurchases } from "./bg-nbd-prediction.ts";
import { type ForecastLimits, fitBgNbd } from "./fit-bg-nbd.ts";

/** What a forecast made earlier would have said, beside what came. */
export interface ForecastCheck {
  /** The last day that was learnt from. */
  readonly learntUntil: LocalDate;
  readonly asOf: LocalDate;
  /** Customers who had bought by then; those who came later are left out of both numbers. */
  readonly customers: number;
  readonly expectedPurchases: number;
  readonly actualPurchases: number;
  /** How far the forecast was off as a share of what came: −0.1 is a tenth too few. None where nothing came. */
  readonly deviation: number | undefined;
}

/**
 * Tries the forecast on what is already known: learns from all but the last weeks of a book and compares what it
 * expects of them with what came. The bounds of a forecast are those of its parameters; how well the model suits
 * these customers is seen here.
 * @param weeks how many weeks are kept back. Default 26.
 */
export function checkForecast(
  book: PurchaseBook,
  weeks = 26,
  limits: ForecastLimits = {},
): ForecastCheck | ValueRefusal {
  const learntUntil = addDays(book.asOf, -7 * Math.round(positive(weeks, "the weeks kept back")));
  const histories = purchaseHistories(book, learntUntil);
  const fitted = fitBgNbd(histories, limits);
  if (isRefusal(fitted)) return fitted;
  const ahead = (epochDay(book.asOf) - epochDay(learntUntil)) / 7;
  const expected = histories.reduce(
    (sum, history) => sum + expectedPurchases(fitted.parameters, history, ahead),
    0,
  );
  const actual = purchasesAfter(book, epochDay(learntUntil));
  return {
    learntUntil,
    asOf: book.asOf,
    customers: histories.length,
    expectedPurchases: expected,
    actualPurchases: actual,
    deviation: actual === 0 ? undefined : expected / actual - 1,
  };
}

/** Days with a purchase after a day, of customers who had bought by it. */
function purchasesAfter(book: PurchaseBook, day: number): number {
  let sum = 0;
  for (const { from, to } of customerRows(book)) {
    let known = false;
    for (let row = from; row < to; row++) {
      if ((book.amounts[row] ?? 0) < 0) continue;
      if ((book.days[row] ?? 0) <= day) known = true;
      else if (known) sum += 1;
    }
  }
  return sum;
}
