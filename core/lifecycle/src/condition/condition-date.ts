import type { Duration, Instant, LocalDate } from "@perennial/contract";
import type { Facts } from "../facts/facts.ts";
import { instantAt } from "../schedule/calendar.ts";
import { addDays, offsetDate } from "../schedule/date.ts";
import { durationParts, type Offset } from "../schedule/duration.ts";
import { ScheduleError } from "../schedule/schedule-error.ts";
import { RelativeDate } from "./condition.ts";

/** A date of a condition, read: a calendar date, or today with or without an offset. */
export type ConditionDate = { readonly fixed: LocalDate } | { readonly fromToday: Offset | "" };

/** The days and moments a comparison is held against, the same for the predicate and for SQL. */
export interface DayBounds {
  readonly date: LocalDate;
  /** The first moment of the day in the tenant's zone. */
  readonly start: Instant;
  /** The first moment of the day after. */
  readonly end: Instant;
}

const FIRST_DATE: LocalDate = "0001-01-01";
const LAST_DATE: LocalDate = "9999-12-31";
const FIRST_MOMENT: Instant = "0001-01-01T00:00:00.000Z";
const LAST_MOMENT: Instant = "9999-12-31T23:59:59.999Z";

// No program looks further; every date that comes of it can be written with four digits for the year.
const LONGEST_MONTHS = 12 * 100;
const LONGEST_DAYS = 366 * 100;

/** Whether a duration is of whole days and of a hundred years at most, as a condition may count with. */
export function isCountable(duration: Duration): boolean {
  const { months, days, minutes } = durationParts(duration);
  return minutes === 0 && months <= LONGEST_MONTHS && days <= LONGEST_DAYS;
}

/** Reads a date of a condition; `undefined` for what is none, such as 2026-02-30 or today+P900Y. */
export function readConditionDate(text: string): ConditionDate | undefined {
  if (!RelativeDate.safeParse(text).success) return undefined;
  if (!text.startsWith("today")) return isCalendarDate(text) ? { fixed: text } : undefined;
  const offset = text.slice("today".length);
  if (offset === "") return { fromToday: "" };
  return isCountable(offset.slice(1)) ? { fromToday: offset } : undefined;
}

function isCalendarDate(text: string): boolean {
  if (text < FIRST_DATE) return false;
  const moment = Date.parse(text);
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text);
}

/** The calendar date that a condition's date is on a day. */
export function resolveDate(date: ConditionDate, today: LocalDate): LocalDate {
  if ("fixed" in date) return date.fixed;
  const { fromToday } = date;
  if (fromToday === "") return today;
  try {
    const resolved = offsetDate(today, fromToday);
    return resolved < FIRST_DATE ? FIRST_DATE : resolved;
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    return fromToday.startsWith("-") ? FIRST_DATE : LAST_DATE;
  }
}

/** The first moment of a date in a zone; at the very ends of the calendar the first and last there are. */
export function startOfDay(date: LocalDate, zone: string): Instant {
  if (date < "0001-01-03") return FIRST_MOMENT;
  if (date > "9999-12-29") return LAST_MOMENT;
  return instantAt(date, "00:00", zone);
}

/** The day of a condition's date in a zone, as the moments it begins and ends at. */
export function dayBounds(date: ConditionDate, today: LocalDate, zone: string): DayBounds {
  const day = resolveDate(date, today);
  const next = day === LAST_DATE ? day : addDays(day, 1);
  return { date: day, start: startOfDay(day, zone), end: startOfDay(next, zone) };
}

/** The first moment of a window that looks back from today. */
export function windowStart(within: Duration, today: LocalDate, zone: string): Instant {
  return startOfDay(resolveDate({ fromToday: `-${within}` }, today), zone);
}

/**
 * Remembers what was computed for a day in a zone: conditions are asked of many customers on the same
 * day, and time zone arithmetic costs a thousand times what a comparison does.
 */
export function oncePerDay<Value>(
  compute: (today: LocalDate, zone: string) => Value,
): (facts: Facts) => Value {
  let last: { readonly today: LocalDate; readonly zone: string; readonly value: Value } | undefined;
  return ({ today, zone }) => {
    if (last === undefined || last.today !== today || last.zone !== zone) {
      last = { today, zone, value: compute(today, zone) };
    }
    return last.value;
  };
}
