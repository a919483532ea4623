import type { Duration, LocalDate } from "@perennial/contract";
import { z } from "zod";
import { type DurationParts, dateParts, type Offset, offsetParts } from "./duration.ts";
import { ScheduleError } from "./schedule-error.ts";

/** The days of the week, Monday first as in ISO 8601. */
export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
/** A day of the week by its English name. */
export const Weekday = z.enum(WEEKDAYS).meta({ id: "Weekday" });
export type Weekday = z.infer<typeof Weekday>;

const DAY = 86_400_000;

/** Days since 1970-01-01, the number that date arithmetic works on. */
export function epochDay(date: LocalDate): number {
  const day = Date.parse(date) / DAY;
  if (!Number.isInteger(day)) {
    throw new ScheduleError(`"${date}" is no date; write one such as 2026-03-31`);
  }
  return day;
}

/** The date of a day counted from 1970-01-01. */
export function dateOfEpochDay(day: number): LocalDate {
  const date = new Date(day * DAY);
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) {
    throw new ScheduleError("the date lies outside the years 0 to 9999; shorten the duration");
  }
  return date.toISOString().slice(0, 10);
}

/**
 * Moves a day by months, then by days. A day that the month lacks becomes the month's last
 * (reliability.md 6.2), so one month before 31 March is 28 or 29 February.
 */
export function shiftEpochDay(day: number, parts: DurationParts): number {
  if (parts.months === 0) return day + parts.days;
  const date = new Date(day * DAY);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + parts.months);
  const first = date.getTime() / DAY;
  date.setUTCMonth(date.getUTCMonth() + 1);
  const length = date.getTime() / DAY - first;
  return first + Math.min(wanted, length) - 1 + parts.days;
}

/** The date a number of days later, or earlier where the number is negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfEpochDay(epochDay(date) + days);
}

/** The date a duration later: months first and clamped to the month's last day, then days. */
export function addToDate(date: LocalDate, duration: Duration): LocalDate {
  return dateOfEpochDay(shiftEpochDay(epochDay(date), dateParts(duration, 1)));
}

/** The date a duration earlier: months first and clamped, which is the safe side of a deadline. */
export function subtractFromDate(date: LocalDate, duration: Duration): LocalDate {
  return dateOfEpochDay(shiftEpochDay(epochDay(date), dateParts(duration, -1)));
}

/** The date that an offset such as `-P90D` points at from a date field. */
export function offsetDate(date: LocalDate, offset: Offset): LocalDate {
  const { sign, duration } = offsetParts(offset);
  return dateOfEpochDay(shiftEpochDay(epochDay(date), dateParts(duration, sign)));
}

/**
 * The n-th repetition of a start, always reckoned from the start and never from the one before, so that
 * the 31st returns after February and 29 February after three ordinary years (reliability.md 6.2).
 * @param n 0 is the start itself; negative numbers go back.
 */
export function nthOccurrence(start: LocalDate, period: Duration, n: number): LocalDate {
  return dateOfEpochDay(shiftEpochDay(epochDay(start), dateParts(period, n)));
}

/** Days from one date to another; negative when the second is the earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return epochDay(to) - epochDay(from);
}

/** The day of the week of a date. */
export function weekday(date: LocalDate): Weekday {
  return weekdayOfEpochDay(epochDay(date));
}

/** The day of the week of a day counted from 1970-01-01, a Thursday. */
export function weekdayOfEpochDay(day: number): Weekday {
  const index = (((day + 3) % 7) + 7) % 7;
  return WEEKDAYS[index] ?? "monday";
}

/** The first day of a date's month. */
export function startOfMonth(date: LocalDate): LocalDate {
  return `${date.slice(0, 7)}-01`;
}

/** The last day of a date's month. */
export function endOfMonth(date: LocalDate): LocalDate {
  return addDays(nextMonth(date), -1);
}

/** The first day of the month after a date's. */
export function nextMonth(date: LocalDate): LocalDate {
  return addToDate(startOfMonth(date), "P1M");
}

/** A numbered day of a date's month; 31 is its last day where it has fewer. */
export function dayOfMonth(date: LocalDate, day: number): LocalDate {
  const wanted = addDays(startOfMonth(date), day - 1);
  const last = endOfMonth(date);
  return wanted > last ? last : wanted;
}

/** Where a yearly date of 29 February falls in a year without one; stored, never guessed (reliability.md 6.2). */
export type LeapDayRule = "february-28" | "march-1";

/** The anniversary of a date in a year: a birthday, a day of membership. */
export function anniversary(date: LocalDate, year: number, leapDay: LeapDayRule): LocalDate {
  const day = date.slice(5);
  const prefix = String(year).padStart(4, "0");
  if (day !== "02-29" || isLeapYear(year)) return `${prefix}-${day}`;
  return leapDay === "march-1" ? `${prefix}-03-01` : `${prefix}-02-28`;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
