import type { Locale } from "@perennial/contract";
import { notNegative } from "../check-number.ts";

/**
 * How many years a customer stays: customers divided by those lost in a year (D-05).
 * None where nobody was lost, since the data then say nothing of how long customers stay.
 * @example customerDuration(2_200, 700) // 3.142857…, shown as 3.1 years
 */
export function customerDuration(customers: number, lostPerYear: number): number | undefined {
  const lost = notNegative(lostPerYear, "the number of lost customers");
  const base = notNegative(customers, "the number of customers");
  return lost === 0 ? undefined : base / lost;
}

/** The share of a base that was lost in a year, one divided by the duration (D-07); none of an empty base. */
export function yearlyChurn(lostPerYear: number, customers: number): number | undefined {
  if (notNegative(customers, "the number of customers") === 0) return undefined;
  return notNegative(lostPerYear, "the number of lost customers") / customers;
}

/** Years as the documents show them, with one decimal: `3,1 år` and `3.1 years` (D-05). */
export function formatYears(years: number, locale: Locale): string {
  const number = new Intl.NumberFormat(locale === "sv" ? "sv-SE" : "en-GB", {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(years);
  return locale === "sv" ? `${number} år` : `${number} years`;
}
