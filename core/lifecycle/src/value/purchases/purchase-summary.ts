import type { PurchaseBook } from "./purchase-book.ts";

/** A customer's rows in a book. */
export interface CustomerRows {
  readonly customerId: string;
  readonly from: number;
  readonly to: number;
}

/** Every customer of a book with where its rows lie. */
export function* customerRows(book: PurchaseBook): Generator<CustomerRows> {
  for (const [index, customerId] of book.customers.entries()) {
    yield { customerId, from: book.starts[index] ?? 0, to: book.starts[index + 1] ?? 0 };
  }
}

/**
 * What a customer bought on the days of a span. Days on which more was returned than bought lower the amount and
 * are no purchases.
 */
export interface PurchaseSummary {
  readonly customerId: string;
  /** Days with a purchase: what is bought on one day is one purchase. */
  readonly purchases: number;
  readonly amount: number;
  /** The first day of a purchase, counted from 1970-01-01. */
  readonly firstDay: number;
  readonly lastDay: number;
}

/** Sums each customer up who bought on a day from `fromDay` to `toDay`, both counted. */
export function* purchaseSummaries(
  book: PurchaseBook,
  fromDay: number = Number.NEGATIVE_INFINITY,
  toDay: number = Number.POSITIVE_INFINITY,
): Generator<PurchaseSummary> {
  for (const { customerId, from, to } of customerRows(book)) {
    let purchases = 0;
    let amount = 0;
    let firstDay = 0;
    let lastDay = 0;
    for (let row = from; row < to; row++) {
      const day = book.days[row] ?? 0;
      if (day < fromDay || day > toDay) continue;
      const value = book.amounts[row] ?? 0;
      amount += value;
      if (value < 0) continue;
      if (purchases === 0) firstDay = day;
      purchases += 1;
      lastDay = day;
    }
    if (purchases > 0) yield { customerId, purchases, amount, firstDay, lastDay };
  }
}
