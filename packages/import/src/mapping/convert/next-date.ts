import type { Duration, LocalDate } from "@perennial/contract";
import { daysBetween, durationParts, nthOccurrence } from "@perennial/lifecycle";
import { importWords } from "../../words/import-messages.ts";
import { UnfitError } from "../value.ts";

/** The first of start + period, start + two periods and so on that comes after a date. */
export function nextDate(start: LocalDate, period: Duration, after: LocalDate): LocalDate {
  const { months, days } = durationParts(period);
  if (months === 0 && days === 0) throw new UnfitError(importWords("no-round", {}));
  // No period is longer than 31 days a month, so this many have passed for certain.
  const passed = Math.floor(daysBetween(start, after) / (months * 31 + days));
  let n = Math.max(1, passed);
  while (nthOccurrence(start, period, n) <= after) n += 1;
  return nthOccurrence(start, period, n);
}
