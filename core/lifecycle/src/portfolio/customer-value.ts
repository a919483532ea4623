import type { Duration, LocalDate, MinorAmount } from "@perennial/contract";
import { subtractFromDate } from "../schedule/date.ts";
import type { CustomerHistory } from "./customer-history.ts";
import { runsOn } from "./dated-agreement.ts";
import type { ValueClassRules } from "./value-class-rules.ts";

/** The day after which records count in a window that ends with `day`: the same date a window's length before. */
export function windowAfter(within: Duration, day: LocalDate): LocalDate {
  return subtractFromDate(day, within);
}

/**
 * What a customer is worth on a day (M-07), in minor units; below 0 where more was returned than bought. Purchases count
 * that were made after the same date a window's length before, until and with the day.
 */
export function customerValue(
  history: Pick<CustomerHistory, "purchases" | "agreements">,
  { by, within }: Pick<ValueClassRules, "by" | "within">,
  day: LocalDate,
): MinorAmount {
  if (by === "agreements") {
    return history.agreements
      .filter((agreement) => runsOn(agreement, day))
      .reduce((sum, { yearlyValue }) => sum + yearlyValue, 0);
  }
  const after = windowAfter(within, day);
  return history.purchases
    .filter(({ on }) => on > after && on <= day)
    .reduce((sum, { amount, margin }) => sum + (by === "spend" ? amount : margin), 0);
}
