import type { Currency, LocalDate, MinorAmount, Purchase } from "@perennial/contract";
import { localDateOf } from "../../schedule/calendar.ts";

/** What the reports read of a purchase. All amounts are of one currency; a return is an amount below 0. */
export interface PurchaseRow {
  readonly customerId: string;
  readonly date: LocalDate;
  readonly amount: MinorAmount;
}

/** By which calendar and in which money purchases are read. */
export interface PurchaseRowOptions {
  /** An IANA name. */
  readonly zone: string;
  readonly currency: Currency;
}

/** What is read of a stored purchase. */
export type StoredPurchase = Pick<Purchase, "customerId" | "at" | "amount" | "currency">;

/**
 * Stored purchases by the calendar of the tenant's zone, one at a time. One in another currency counts as a purchase
 * and not as money; a return in another currency is left out.
 */
export function* purchaseRows(
  purchases: Iterable<StoredPurchase>,
  { zone, currency }: PurchaseRowOptions,
): Generator<PurchaseRow> {
  for (const purchase of purchases) {
    const isOwn = purchase.currency === currency;
    if (!isOwn && purchase.amount < 0) continue;
    const date = localDateOf(purchase.at, zone);
    yield { customerId: purchase.customerId, date, amount: isOwn ? purchase.amount : 0 };
  }
}
