import { epochDay, shiftEpochDay } from "../../schedule/date.ts";
import { durationParts } from "../../schedule/duration.ts";

/**
 * Days between which something happens, both inclusive; counted from a date, negative before it. Day -60 is
 * all from -60 up to -59: parts of days are kept, so that many short waits add up.
 */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The last of a day, as a number. */
export function endOfDay(day: number): number {
  return day + 1 - 1e-6;
}

/** The days that both have; none where they do not meet. */
export function overlap(one: Interval, other: Interval): Interval | undefined {
  const from = Math.max(one.from, other.from);
  const to = Math.min(one.to, other.to);
  return from <= to ? { from, to } : undefined;
}

/** The days from the first of either to the last of either. */
export function hull(one: Interval | undefined, other: Interval | undefined): Interval | undefined {
  if (!one || !other) return one ?? other;
  return { from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) };
}

/** The days of an interval that come after a day. */
export function later(interval: Interval, than: number): Interval | undefined {
  return overlap(interval, { from: than + 1, to: Number.POSITIVE_INFINITY });
}

/** The days of an interval that come before a day. */
export function earlier(interval: Interval, than: number): Interval | undefined {
  return overlap(interval, { from: Number.NEGATIVE_INFINITY, to: endOfDay(than - 1) });
}

/** An interval as far later as a duration may be long. */
export function shift(interval: Interval, by: Interval): Interval {
  return { from: interval.from + by.from, to: interval.to + by.to };
}

const YEARS_TRIED = 4;
const FIRST_DAY = epochDay("2026-01-01");

/**
 * How many days a duration is at least and at most, whatever the day it is counted from: a month is 28 to
 * 31. Backwards the days are negative.
 */
export function daysOf(duration: string, direction: 1 | -1): Interval {
  const { months, days, minutes } = durationParts(duration);
  const hours = (direction * minutes) / 1440;
  // The time of day at which it begins is not known, so it may end a day later on the calendar.
  const rest: Interval = {
    from: direction * days + hours,
    to: direction * days + Math.ceil(hours),
  };
  if (months === 0) return rest;
  const moves = Array.from({ length: YEARS_TRIED * 366 }, (_, n) => {
    const day = FIRST_DAY + n;
    return shiftEpochDay(day, { months: direction * months, days: 0, minutes: 0 }) - day;
  });
  return shift(rest, { from: Math.min(...moves), to: Math.max(...moves) });
}
