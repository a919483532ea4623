import type { Instant } from "@perennial/contract";
import { instantAt, plusDays, wallClock } from "../time/zone.ts";

/** When people work: the same hours on each of some weekdays. */
export interface OfficeHours {
  /** An IANA name. */
  readonly zone: string;
  /** Minutes after midnight at which work begins and ends. */
  readonly opens: number;
  readonly closes: number;
  /** 1 for Monday to 7 for Sunday. */
  readonly weekdays: readonly number[];
}

/** Monday to Friday, nine to six, in Sweden. */
export const SWEDISH_OFFICE_HOURS: OfficeHours = {
  zone: "Europe/Stockholm",
  opens: 9 * 60,
  closes: 18 * 60,
  weekdays: [1, 2, 3, 4, 5],
};

/** Whether work is going on. */
export function isOpen(at: Instant, hours: OfficeHours): boolean {
  const { minutes, weekday } = wallClock(at, hours.zone);
  return hours.weekdays.includes(weekday) && minutes >= hours.opens && minutes < hours.closes;
}

/** That moment if work is going on, or else the moment at which it begins again. */
export function nextOpen(at: Instant, hours: OfficeHours): Instant {
  if (isOpen(at, hours)) return at;
  const { date } = wallClock(at, hours.zone);
  for (let days = 0; days <= 7; days += 1) {
    const opening = instantAt(plusDays(date, days), hours.opens, hours.zone);
    if (opening >= at && isOpen(opening, hours)) return opening;
  }
  return at;
}
