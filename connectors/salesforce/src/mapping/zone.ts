import type { Instant, LocalDate } from "@perennial/contract";

/** The date in a time zone at a moment. */
export function dateIn(timeZone: string, moment: Instant): LocalDate {
  return wallClock(timeZone, Date.parse(moment)).slice(0, 10);
}

/** The moment at which a date begins in a time zone. */
export function startOfDay(timeZone: string, date: LocalDate): Instant {
  const midnight = Date.parse(`${date}T00:00:00.000Z`);
  const first = midnight - offsetAt(timeZone, midnight);
  return new Date(midnight - offsetAt(timeZone, first)).toISOString();
}

function offsetAt(timeZone: string, at: number): number {
  return Date.parse(`${wallClock(timeZone, at).replace(" ", "T")}Z`) - at;
}

/** Such as `2026-03-01 13:45:00`. */
function wallClock(timeZone: string, at: number): string {
  const day = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const time = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat("sv-SE", { timeZone, ...day, ...time }).format(at);
}
