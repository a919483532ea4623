import type { LocalDate } from "@perennial/contract";
import { epochDay } from "../../schedule/date.ts";
import type { PurchaseBook } from "./purchase-book.ts";
import { customerRows } from "./purchase-summary.ts";

/** What a customer's purchases come down to for a forecast (Fader, Hardie & Lee 2005): time in weeks. */
export interface PurchaseHistory {
  readonly customerId: string;
  /** Purchases after the first; those of one day are one. The papers' x. */
  readonly repeats: number;
  /** From the first purchase to the last. The papers' t_x. */
  readonly recency: number;
  /** From the first purchase to the day of the report. The papers' T. */
  readonly age: number;
  /** The mean of the purchases after the first, in minor units; 0 without any. The papers' m_x. */
  readonly averageRepeat: number;
}

const WEEK = 7;

/**
 * Reduces a book to one history a customer. Days on which more was returned than bought are left out.
 * @param until the last day that is counted and ages are counted to. Default the book's.
 */
export function purchaseHistories(
  book: PurchaseBook,
  until: LocalDate = book.asOf,
): PurchaseHistory[] {
  const asOf = epochDay(until);
  const histories: PurchaseHistory[] = [];
  for (const { customerId, from, to } of customerRows(book)) {
    let first: number | undefined;
    let last = 0;
    let repeats = 0;
    let amount = 0;
    for (let row = from; row < to; row++) {
      const value = book.amounts[row] ?? 0;
      const day = book.days[row] ?? 0;
      if (day > asOf) break;
      if (value < 0) continue;
      last = day;
      if (first === undefined) first = last;
      else {
        repeats += 1;
        amount += value;
      }
    }
    if (first === undefined) continue;
    histories.push({
      customerId,
      repeats,
      recency: (last - first) / WEEK,
      age: (asOf - first) / WEEK,
      averageRepeat: repeats === 0 ? 0 : amount / repeats,
    });
  }
  return histories;
}
