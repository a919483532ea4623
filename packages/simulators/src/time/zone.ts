import type { Instant, LocalDate } from "@perennial/contract";
import { fromMillis, toMillis } from "./instant.ts";

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const DAY = 86_400_000;
const CACHE_LIMIT = 100_000;

const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();

/** Where the hands of the clock on the wall stand. */
export interface WallClock {
  readonly date: LocalDate;
  /** Minutes since midnight. */
  readonly minutes: number;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
}

/** What a clock on the wall in that zone shows. */
export function wallClock(instant: Instant, zone: string): WallClock {
  const millis = toMillis(instant);
  const local = millis + offsetMinutes(millis, zone) * MINUTE;
  const date = fromMillis(local).slice(0, 10);
  return { date, minutes: Math.floor((local % DAY) / MINUTE), weekday: weekdayOf(date) };
}

/**
 * The instant at which the clock on the wall shows that date and time. A time that is skipped in spring
 * becomes the one an hour later; of a time that comes twice in autumn it is the first.
 */
export function instantAt(date: LocalDate, minutes: number, zone: string): Instant {
  const wanted = Date.parse(`${date}T00:00:00.000Z`) + minutes * MINUTE;
  const before = offsetMinutes(wanted - DAY, zone);
  const candidate = wanted - before * MINUTE;
  const actual = offsetMinutes(candidate, zone);
  if (actual === before) return fromMillis(candidate);
  const second = wanted - actual * MINUTE;
  // In the skipped hour neither offset fits; the earlier offset gives the later wall clock time.
  return fromMillis(offsetMinutes(second, zone) === actual ? second : candidate);
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(date: LocalDate): number {
  const day = new Date(`${date}T00:00:00.000Z`).getUTCDay();
  return day === 0 ? 7 : day;
}

/** The date that many days later; earlier for a negative number. */
export function plusDays(date: LocalDate, days: number): LocalDate {
  return fromMillis(Date.parse(`${date}T00:00:00.000Z`) + days * DAY).slice(0, 10);
}

/** The same day that many months later, or the last day of that month where it is shorter. */
export function plusMonths(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, last));
  return first.toISOString().slice(0, 10);
}

/** How many days lie between two dates; negative when the second is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

// No zone changes its offset but at a quarter of an hour, so one answer serves all of it.
function offsetMinutes(millis: number, zone: string): number {
  const quarter = Math.floor(millis / QUARTER);
  let known = offsets.get(zone);
  if (known === undefined || known.size > CACHE_LIMIT) {
    known = new Map();
    offsets.set(zone, known);
  }
  const found = known.get(quarter);
  if (found !== undefined) return found;
  const offset = readOffset(quarter * QUARTER, zone);
  known.set(quarter, offset);
  return offset;
}

function readOffset(millis: number, zone: string): number {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
    formatters.set(zone, formatter);
  }
  const parts = new Map<string, number>();
  for (const { type, value } of formatter.formatToParts(millis)) parts.set(type, Number(value));
  const part = (name: string) => parts.get(name) ?? 0;
  const local = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
  );
  return Math.round((local - millis) / MINUTE);
}
