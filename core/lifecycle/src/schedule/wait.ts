import type { Duration, Instant, LocalDate, LocalTime } from "@perennial/contract";
import { isBusinessDay, type RollRule, roll } from "./business-day.ts";
import { addDuration, instantAt, localDateOf } from "./calendar.ts";
import {
  addDays,
  dayOfMonth,
  nextMonth,
  offsetDate,
  startOfMonth,
  type Weekday,
  weekday,
} from "./date.ts";
import type { Offset } from "./duration.ts";
import type { Place } from "./place.ts";
import { ScheduleError } from "./schedule-error.ts";

/** When a wait is over, or that its moment had passed before it began. */
export type Due = { readonly due: Instant } | { readonly late: true };

/** What a date that has passed already leads to: go on at once, or tell the caller so (product.md must-have 8). */
export type LateRule = "now" | "skip";

/** A wait until a date of the customer's records, an offset from it, at a local time. */
export interface DateWait {
  readonly date: LocalDate;
  /** @default "+P0D" */
  readonly offset?: Offset | undefined;
  readonly at: LocalTime;
  /** @default "same" */
  readonly roll?: RollRule | undefined;
  readonly late: LateRule;
}

/** A wait until a local time, perhaps only on some days of the week or on business days. */
export interface LocalTimeWait {
  readonly at: LocalTime;
  /** All days where it is missing or empty. */
  readonly weekdays?: readonly Weekday[] | undefined;
  /** @default false */
  readonly businessDays?: boolean | undefined;
}

/** A wait until a day of the next calendar month. */
export interface MonthWait {
  /** 1 to 31; the month's last day where it has fewer. */
  readonly day: number;
  readonly at: LocalTime;
  /** @default "same" */
  readonly roll?: RollRule | undefined;
}

/** The end of a wait for a duration that begins at a moment. */
export function dueAfter(start: Instant, duration: Duration, zone: string): Instant {
  return addDuration(start, duration, zone);
}

/** The end of a wait until a date; a moment equal to `now` is on time. */
export function dueOnDate(wait: DateWait, now: Instant, place: Place): Due {
  const wanted = wait.offset === undefined ? wait.date : offsetDate(wait.date, wait.offset);
  const due = instantAt(roll(wanted, wait.roll ?? "same", place.holidays), wait.at, place.zone);
  if (due >= now) return { due };
  return wait.late === "now" ? { due: now } : { late: true };
}

/**
 * The next time that a clock shows a local time after `now`, never `now` itself, so that a program that
 * repeats such a wait always moves on.
 */
export function dueAtLocalTime(wait: LocalTimeWait, now: Instant, place: Place): Instant {
  let date = localDateOf(now, place.zone);
  for (let days = 0; days <= 366; days++) {
    const due = instantAt(date, wait.at, place.zone);
    if (due > now && suits(date, wait, place)) return due;
    date = addDays(date, 1);
  }
  throw new ScheduleError(
    `no day within a year of ${now} suits the wait until ${wait.at}; allow more days of the week`,
  );
}

/**
 * A day and time in the calendar month after the one `now` lies in: two such waits never end in the same
 * month. Rolling stays inside the month and turns round where it would leave it.
 */
export function dueNextMonth(wait: MonthWait, now: Instant, place: Place): Instant {
  const date = dayOfMonth(nextMonth(localDateOf(now, place.zone)), wait.day);
  return instantAt(rolledInMonth(date, wait.roll ?? "same", place), wait.at, place.zone);
}

function suits(date: LocalDate, wait: LocalTimeWait, place: Place): boolean {
  const days = wait.weekdays ?? [];
  if (days.length > 0 && !days.includes(weekday(date))) return false;
  return wait.businessDays !== true || isBusinessDay(date, place.holidays);
}

function rolledInMonth(date: LocalDate, rule: RollRule, place: Place): LocalDate {
  const rolled = roll(date, rule, place.holidays);
  if (startOfMonth(rolled) === startOfMonth(date)) return rolled;
  return roll(date, rule === "later" ? "earlier" : "later", place.holidays);
}
