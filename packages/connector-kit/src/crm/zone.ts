import type { Instant, LocalDate } from "@perennial/contract";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The date in a time zone at a moment. An unknown zone counts as UTC. */
export function dateIn(zone: string, moment: Instant): LocalDate {
  return wallClock(zone, Date.parse(moment)).slice(0, 10);
}

/** The moment at which a date begins in a time zone; where midnight is left out, the first that is there. */
export function startOfDay(zone: string, date: LocalDate): Instant {
  const midnight = Date.parse(`${date}T00:00:00.000Z`);
  // A zone's clock is never more than a day from UTC: the offset is right once it gives the date's own midnight.
  const first = midnight - offsetAt(zone, midnight);
  const second = midnight - offsetAt(zone, first);
  const found = [first, second].filter((at) => dateIn(zone, isoOf(at)) === date);
  return isoOf(found.length > 0 ? Math.min(...found) : Math.max(first, second));
}

function offsetAt(zone: string, at: number): number {
  const wall = Date.parse(`${wallClock(zone, at).replace(" ", "T")}Z`);
  const offset = wall - Math.floor(at / 1_000) * 1_000;
  return Math.abs(offset) > DAY ? 0 : offset;
}

/** Such as `2026-03-01 13:45:00`. */
function wallClock(zone: string, at: number): string {
  return formatOf(zone).format(at);
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = isZone(zone) ? written(zone) : written("UTC");
  formats.set(zone, format);
  return format;
}

function written(timeZone: string): Intl.DateTimeFormat {
  const date = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const time = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat("sv-SE", { ...date, ...time, timeZone });
}

/** Whether a name is one of a time zone (IANA). */
export function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}

function isoOf(at: number): Instant {
  return new Date(at).toISOString();
}
