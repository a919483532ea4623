import { type Instant, type LocalDate, LocalTime } from "@perennial/contract";
import { z } from "zod";
import { instantAt, localDateOf } from "./calendar.ts";
import { addDays, weekday } from "./date.ts";
import { type HolidayCalendar, holidayOn } from "./holidays.ts";
import type { Place } from "./place.ts";
import { ScheduleError } from "./schedule-error.ts";

/** A span of local time in which sending is allowed: `to` is the first minute that is not. */
export const SendingWindow = z
  .strictObject({ from: LocalTime, to: LocalTime })
  .refine((window) => window.from < window.to, {
    error:
      "a window ends after it begins; write one over midnight as two, up to 24:00 and from 00:00",
  })
  .meta({ id: "SendingWindow", description: "A span of local time in which sending is allowed." });
export type SendingWindow = z.infer<typeof SendingWindow>;

/** When sending is allowed, by kind of day; all else is quiet (product.md must-have 13). */
export const SendingWindows = z
  .strictObject({
    /** Monday to Friday. */
    weekday: z.array(SendingWindow),
    saturday: z.array(SendingWindow),
    /** Sundays, public holidays and bank days such as Christmas Eve. */
    holiday: z.array(SendingWindow),
  })
  .refine(opensInAnOrdinaryMonth, {
    error:
      "these windows do not open on any day within 30 days, so nothing could ever be sent; give at least one window",
  })
  .meta({
    id: "SendingWindows",
    description: "Local times in which sending is allowed, by kind of day.",
  });
export type SendingWindows = z.infer<typeof SendingWindows>;

/** Days within which windows must open, or they are refused. */
export const LONGEST_QUIET_DAYS = 30;

/** The kind of day that decides which windows hold. */
export function dayKind(date: LocalDate, holidays: HolidayCalendar): keyof SendingWindows {
  const day = weekday(date);
  if (day === "sunday" || holidayOn(date, holidays) !== undefined) return "holiday";
  return day === "saturday" ? "saturday" : "weekday";
}

/**
 * The first moment at or after another at which sending is allowed where the recipient is; the same moment
 * when it is allowed already. A window is the span between the two local times of its date, so a spring
 * night shortens it and an autumn night lengthens it (reliability.md 6.2).
 * @throws ScheduleError when no window opens within a year, which checked settings never lead to.
 */
export function nextAllowed(instant: Instant, windows: SendingWindows, place: Place): Instant {
  let date = localDateOf(instant, place.zone);
  for (let days = 0; days <= 366; days++) {
    for (const window of inOrder(windows[dayKind(date, place.holidays)])) {
      const opens = instantAt(date, window.from, place.zone);
      const closes = instantAt(date, window.to, place.zone);
      const allowed = instant > opens ? instant : opens;
      if (allowed < closes) return allowed;
    }
    date = addDays(date, 1);
  }
  throw new ScheduleError(
    `no sending window opens within a year of ${instant}; widen the windows or take days out of the holiday calendar`,
  );
}

/** Whether sending is allowed at a moment where the recipient is. */
export function isAllowed(instant: Instant, windows: SendingWindows, place: Place): boolean {
  return nextAllowed(instant, windows, place) === instant;
}

/**
 * The first date from which windows stay shut for more than 30 days because of the days a tenant added to
 * its holidays; undefined when they always open in time.
 */
export function shutFrom(
  windows: SendingWindows,
  holidays: HolidayCalendar,
): LocalDate | undefined {
  return holidays.add
    .map(({ date }) => date)
    .sort()
    .find((date) => {
      for (let days = 0; days <= LONGEST_QUIET_DAYS; days++) {
        if (windows[dayKind(addDays(date, days), holidays)].length > 0) return false;
      }
      return true;
    });
}

function opensInAnOrdinaryMonth(
  windows: Readonly<Record<string, readonly SendingWindow[]>>,
): boolean {
  return Object.values(windows).some((spans) => spans.length > 0);
}

function inOrder(spans: readonly SendingWindow[]): readonly SendingWindow[] {
  return spans.length < 2 ? spans : spans.toSorted((a, b) => a.from.localeCompare(b.from));
}
