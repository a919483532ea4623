import type { Agreement, Interaction, LocalDate, Purchase } from "@perennial/contract";
import { type DatedAgreement, dateAgreements } from "./dated-agreement.ts";
import { type DatedSign, dateSigns } from "./dated-interaction.ts";
import { type Counting, datePurchases, type KnownPurchase } from "./known-purchase.ts";

/** What is known of one customer's dealings, by day. Each list is in the order of its days. */
export interface CustomerHistory {
  readonly customerSince?: LocalDate;
  readonly purchases: readonly KnownPurchase[];
  readonly agreements: readonly DatedAgreement[];
  readonly signs: readonly DatedSign[];
}

/** The records a history is made of. */
export interface HistoryRecords {
  readonly customerSince?: LocalDate | undefined;
  readonly purchases: readonly Purchase[];
  readonly agreements: readonly Agreement[];
  readonly interactions: readonly Interaction[];
}

/** Dates one customer's records. */
export function customerHistory(
  { customerSince, purchases, agreements, interactions }: HistoryRecords,
  counting: Counting & { readonly complaintOutcomes?: readonly string[] },
): CustomerHistory {
  return {
    ...(customerSince !== undefined && { customerSince }),
    purchases: datePurchases(purchases, counting),
    agreements: dateAgreements(agreements, counting),
    signs: dateSigns(interactions, counting.zone, counting.complaintOutcomes),
  };
}

/**
 * When a customer began (M-01), as it was known on a day: its `customerSince`, else the first purchase, else the first day of
 * its first agreement. Nothing for one that has not begun by the day, such as a prospect.
 */
export function beganOn(
  { customerSince, purchases, agreements }: CustomerHistory,
  day: LocalDate,
): LocalDate | undefined {
  const began =
    customerSince ??
    purchases.find(({ on, isReturn }) => on <= day && !isReturn)?.on ??
    agreements.find(({ from }) => from <= day)?.from;
  return began !== undefined && began <= day ? began : undefined;
}
