import type { LocalDate } from "@perennial/contract";
import { addDays, addToDate, daysBetween } from "./date.ts";

/** How many months lie between two anniversaries, of a recurrence such as P1Y or P6M. */
export function monthsOf(every: string): number {
  const [, count = "1", unit] = /^P(\d+)([YM])$/.exec(every) ?? [];
  return Number(count) * (unit === "Y" ? 12 : 1);
}

/**
 * The earliest anniversary of a date that lies in a window, both ends included; the date itself is none. The 29th to
 * 31st are the last day of shorter months.
 */
export function anniversaryIn(
  date: LocalDate,
  every: string,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
): LocalDate | undefined {
  const step = monthsOf(every);
  const passed = Math.floor(daysBetween(date, from) / 31 / step) - 1;
  for (let count = Math.max(1, passed); ; count++) {
    const day = addToDate(date, `P${count * step}M`);
    if (day > to) return undefined;
    if (day >= from) return day;
  }
}

/** The days of a window, in order. */
export function daysIn({
  from,
  to,
}: {
  readonly from: LocalDate;
  readonly to: LocalDate;
}): readonly LocalDate[] {
  const count = Math.max(0, daysBetween(from, to) + 1);
  return Array.from({ length: count }, (_, day) => addDays(from, day));
}
