import type { Currency } from "@perennial/contract";
import type { Value } from "../value.ts";
import { readNumber } from "./number.ts";

/** How many digits a currency has after the decimal mark: two for the krona, none for the yen. */
export function minorDigits(currency: Currency): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** An amount in minor units, rounded to whole ones, halves away from zero. */
export function toMinorUnits(value: Value, digits: number): number {
  return readNumber(value).scaledToWhole(digits);
}
