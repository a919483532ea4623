import type { Instant, LocalDate } from "@perennial/contract";

const DAY = 24 * 60 * 60 * 1000;

/** A wall clock's moment. */
export interface LocalMoment {
  readonly date: LocalDate;
  /** `HH:MM:SS`, with or without milliseconds. */
  readonly time: string;
}

/** Whether there is a time zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/**
 * The instant a zone's clocks show something. Of a time that comes twice it is the first; a time that is skipped
 * is as much later as the clocks were turned.
 */
export function instantIn(zone: string, { date, time }: LocalMoment): Instant {
  const wall = Date.parse(`${date}T${time}Z`);
  const before = offsetAt(zone, wall - DAY);
  const after = offsetAt(zone, wall + DAY);
  const fits = [before, after].find((offset) => offsetAt(zone, wall - offset) === offset);
  return new Date(wall - (fits ?? before)).toISOString();
}

/** The date a zone's calendars show at an instant. */
export function dateIn(zone: string, instant: number): LocalDate {
  return wallOf(zone, instant).slice(0, 10);
}

function offsetAt(zone: string, instant: number): number {
  const whole = Math.floor(instant / 1000) * 1000;
  return Date.parse(`${wallOf(zone, whole)}Z`) - whole;
}

function wallOf(zone: string, instant: number): string {
  const parts = formatOf(zone).formatToParts(instant);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  const date = `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
  return `${date}T${part("hour")}:${part("minute")}:${part("second")}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes long; there are as many as mappings name zones. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const numeric = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const made = new Intl.DateTimeFormat("en-US", {
    ...{ ...numeric, hour: "2-digit", minute: "2-digit", second: "2-digit" },
    ...{ hourCycle: "h23", timeZone: zone, calendar: "iso8601", numberingSystem: "latn" },
  });
  formats.set(zone, made);
  return made;
}
