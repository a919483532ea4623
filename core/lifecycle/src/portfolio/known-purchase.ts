import type { Currency, LocalDate, MinorAmount, Purchase } from "@perennial/contract";
import { localDateOf } from "../schedule/calendar.ts";

/** Where days and money are counted: the tenant's zone and its currency. */
export interface Counting {
  /** An IANA name. */
  readonly zone: string;
  readonly currency: Currency;
}

/** A purchase as value, flows and signs of leaving count it: by its day, in the tenant's currency. */
export interface KnownPurchase {
  /** Its calendar date in the tenant's zone. */
  readonly on: LocalDate;
  /** In minor units; 0 for one in another currency, which counts as a purchase but not as money. */
  readonly amount: MinorAmount;
  /** 0 where it is not known, or in another currency. */
  readonly margin: MinorAmount;
  readonly isDiscounted: boolean;
  /** A record with a negative amount: it lessens what was bought for, and is no purchase. */
  readonly isReturn: boolean;
}

/** Dates a customer's purchases, oldest first. */
export function datePurchases(
  purchases: readonly Purchase[],
  { zone, currency }: Counting,
): readonly KnownPurchase[] {
  return purchases
    .map((purchase): KnownPurchase => {
      const isOwn = purchase.currency === currency;
      return {
        on: localDateOf(purchase.at, zone),
        amount: isOwn ? purchase.amount : 0,
        margin: isOwn ? (purchase.margin ?? 0) : 0,
        isDiscounted: purchase.discount > 0,
        isReturn: purchase.amount < 0,
      };
    })
    .sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)));
}
