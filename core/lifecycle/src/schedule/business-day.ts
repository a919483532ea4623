import type { LocalDate } from "@perennial/contract";
import { z } from "zod";
import { addDays, weekday } from "./date.ts";
import { type HolidayCalendar, holidayOn } from "./holidays.ts";
import { ScheduleError } from "./schedule-error.ts";

/**
 * What a step does when its date is no business day: keep it, or move it to the business day before or after.
 * Steps that a law sets a last day for move earlier only (reliability.md 6.2).
 */
export const RollRule = z.enum(["same", "earlier", "later"]).meta({ id: "RollRule" });
export type RollRule = z.infer<typeof RollRule>;

// The longest row of days off in Sweden is five; a calendar with more than this many is a mistake.
const SEARCHED_DAYS = 366;

/** Whether people work on a date: Monday to Friday, and neither a public holiday nor a bank day. */
export function isBusinessDay(date: LocalDate, holidays: HolidayCalendar): boolean {
  const day = weekday(date);
  return day !== "saturday" && day !== "sunday" && holidayOn(date, holidays) === undefined;
}

/** The first business day after a date, never the date itself. */
export function nextBusinessDay(date: LocalDate, holidays: HolidayCalendar): LocalDate {
  return search(date, 1, holidays);
}

/** The last business day before a date, never the date itself. */
export function previousBusinessDay(date: LocalDate, holidays: HolidayCalendar): LocalDate {
  return search(date, -1, holidays);
}

/** The n-th business day after a date, or before it where the number is negative; 0 leaves the date alone. */
export function addBusinessDays(
  date: LocalDate,
  days: number,
  holidays: HolidayCalendar,
): LocalDate {
  const direction = days < 0 ? -1 : 1;
  let at = date;
  for (let left = Math.abs(days); left > 0; left--) at = search(at, direction, holidays);
  return at;
}

/** A date moved by a roll rule; a business day stays where it is. */
export function roll(date: LocalDate, rule: RollRule, holidays: HolidayCalendar): LocalDate {
  if (rule === "same" || isBusinessDay(date, holidays)) return date;
  return search(date, rule === "earlier" ? -1 : 1, holidays);
}

function search(date: LocalDate, direction: 1 | -1, holidays: HolidayCalendar): LocalDate {
  for (let days = 1; days <= SEARCHED_DAYS; days++) {
    const candidate = addDays(date, direction * days);
    if (isBusinessDay(candidate, holidays)) return candidate;
  }
  throw new ScheduleError(
    `no business day within a year of ${date}; take days out of the holiday calendar's "add"`,
  );
}
