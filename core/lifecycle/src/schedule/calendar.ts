import type { Duration, Instant, LocalDate, LocalTime } from "@perennial/contract";
import { Temporal } from "temporal-polyfill";
import { dateOfEpochDay, epochDay, nextMonth, shiftEpochDay } from "./date.ts";
import { durationParts } from "./duration.ts";
import { ScheduleError } from "./schedule-error.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** From this moment (epoch milliseconds) a zone is so many milliseconds ahead of UTC. */
interface OffsetChange {
  readonly from: number;
  readonly ahead: number;
}

// A simulation converts hundreds of thousands of times, and a zone has a few changes a year: each
// year of a zone is asked of Temporal once and looked up afterwards.
const tables = new Map<string, Map<number, readonly OffsetChange[]>>();

function readYear(zone: string, year: number): readonly OffsetChange[] {
  const start = new Date(0).setUTCFullYear(year, 0, 1);
  const end = new Date(0).setUTCFullYear(year + 1, 0, 1);
  let moment = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone);
  const changes = [{ from: start, ahead: moment.offsetNanoseconds / 1e6 }];
  for (;;) {
    const next = moment.getTimeZoneTransition("next");
    if (next === null || next.epochMilliseconds >= end) return changes;
    moment = next;
    changes.push({ from: next.epochMilliseconds, ahead: next.offsetNanoseconds / 1e6 });
  }
}

function yearTable(zone: string, year: number): readonly OffsetChange[] {
  const years = tables.get(zone);
  const known = years?.get(year);
  if (known !== undefined) return known;
  let changes: readonly OffsetChange[];
  try {
    changes = readYear(zone, year);
  } catch {
    throw new ScheduleError(
      `"${zone}" is no time zone we know; write an IANA name such as Europe/Stockholm`,
    );
  }
  if (years === undefined) tables.set(zone, new Map([[year, changes]]));
  else years.set(year, changes);
  return changes;
}

/** Milliseconds that a zone is ahead of UTC at a moment. */
function aheadAt(moment: number, zone: string): number {
  const changes = yearTable(zone, new Date(moment).getUTCFullYear());
  for (let at = changes.length - 1; at > 0; at--) {
    const change = changes[at];
    if (change !== undefined && moment >= change.from) return change.ahead;
  }
  return changes[0]?.ahead ?? 0;
}

/**
 * The moment at which clocks in a zone show a local time, given as if it were UTC. As Temporal's
 * `compatible`: a time that is skipped in spring is moved later by the gap, one that comes twice in
 * autumn is the first (reliability.md 6.2).
 */
function momentOfLocal(local: number, zone: string): number {
  const before = aheadAt(local - DAY, zone);
  const after = aheadAt(local + DAY, zone);
  const first = local - before;
  if (before === after || aheadAt(first, zone) === before) return first;
  const second = local - after;
  return aheadAt(second, zone) === after ? second : first;
}

function momentOf(instant: Instant): number {
  const moment = Date.parse(instant);
  if (Number.isNaN(moment)) {
    throw new ScheduleError(
      `"${instant}" is no instant; write one such as 2026-03-01T08:00:00.000Z`,
    );
  }
  return within(moment);
}

// A day inside the years an instant can be written in, so that no zone carries a moment out of them.
const EARLIEST = Date.parse("0001-01-01");
const LATEST = Date.parse("9999-12-30");

function within(moment: number): number {
  if (moment >= EARLIEST && moment <= LATEST) return moment;
  throw new ScheduleError("the moment lies outside the years 1 to 9999; shorten the duration");
}

function instantOf(moment: number): Instant {
  return new Date(within(moment)).toISOString();
}

const zoneNames = new Map<string, boolean>();

/**
 * Whether a text names a time zone, for schemas and for zones that come from a CRM. A bare `+02:00` is
 * refused: it is right for half the year only.
 */
export function isZone(zone: string): boolean {
  const answer = zoneNames.get(zone);
  if (answer !== undefined) return answer;
  let valid = !/^[+-]/.test(zone);
  try {
    yearTable(zone, 2026);
  } catch {
    valid = false;
  }
  if (zoneNames.size < 1_000) zoneNames.set(zone, valid);
  return valid;
}

/** The date that a calendar on the wall shows at a moment in a zone. */
export function localDateOf(instant: Instant, zone: string): LocalDate {
  const moment = momentOf(instant);
  return dateOfEpochDay(Math.floor((moment + aheadAt(moment, zone)) / DAY));
}

/** The time that a clock on the wall shows at a moment in a zone, in whole minutes. */
export function localTimeOf(instant: Instant, zone: string): LocalTime {
  const moment = momentOf(instant);
  return new Date(moment + aheadAt(moment, zone)).toISOString().slice(11, 16);
}

/**
 * The moment at which a local date and time come in a zone. `24:00` is the start of the next day; a time
 * that a spring night skips is later by the gap, one that an autumn night has twice is the first.
 */
export function instantAt(date: LocalDate, time: LocalTime, zone: string): Instant {
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  if (Number.isNaN(minutes)) {
    throw new ScheduleError(`"${time}" is no time of day; write one such as 08:30`);
  }
  return instantOf(momentOfLocal(within(epochDay(date) * DAY + minutes * MINUTE), zone));
}

/**
 * The moment a duration later: years, months, weeks and days keep the local time of day, hours and minutes
 * are exact. So `P1D` over a spring night is 23 hours and `PT24H` ends an hour later on the clock.
 */
export function addDuration(instant: Instant, duration: Duration, zone: string): Instant {
  const moment = momentOf(instant);
  const parts = durationParts(duration);
  const minutes = parts.minutes * MINUTE;
  if (parts.months === 0 && parts.days === 0) return instantOf(moment + minutes);
  const local = moment + aheadAt(moment, zone);
  const day = Math.floor(local / DAY);
  const shifted = shiftEpochDay(day, parts) * DAY + (local - day * DAY);
  return instantOf(momentOfLocal(within(shifted), zone) + minutes);
}

/**
 * Whether a duration that began at a moment is not over at another: what caps and duplicate windows ask of every
 * earlier message, so it answers by plain numbers where no calendar could change the answer.
 */
export function stillRuns(start: Instant, duration: Duration, now: Instant, zone: string): boolean {
  const passed = momentOf(now) - momentOf(start);
  const { months, days, minutes } = durationParts(duration);
  const fixed = days * DAY + minutes * MINUTE;
  // A month has 28 to 31 days, and no zone moves by more than a day.
  if (passed >= months * 31 * DAY + fixed + DAY) return false;
  if (passed < months * 28 * DAY + fixed - DAY) return true;
  return addDuration(start, duration, zone) > now;
}

/** The first moment of the calendar month after the one a moment lies in, in a zone. */
export function startOfNextMonth(instant: Instant, zone: string): Instant {
  return instantAt(nextMonth(localDateOf(instant, zone)), "00:00", zone);
}
