import { formatMoment } from "./format.ts";
import type { Language } from "./language.ts";

/** A day as HubSpot's date fields give it: months are counted from 0. */
export interface PickedDay {
  readonly year: number;
  readonly month: number;
  readonly date: number;
}

/** The moment at which a day begins in a time zone, as `2026-03-01T08:00:00.000Z`. */
export function startOfDay({ year, month, date }: PickedDay, zone: string): string {
  const wall = Date.UTC(year, month, date);
  // The offset may change between the guess and the moment itself, as when the clocks go forward.
  const guess = wall - offsetAt(wall, zone);
  return new Date(wall - offsetAt(guess, zone)).toISOString();
}

/** A moment with the name of its time zone, for a figure that somebody may question. */
export function formatSince(instant: string, language: Language, zone: string): string {
  return `${formatMoment(instant, language, zone)} (${zone})`;
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
    ...{ hour: "numeric", minute: "numeric", second: "numeric" },
  }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const day = Date.UTC(of("year"), of("month") - 1, of("day"));
  const clock = day + ((of("hour") * 60 + of("minute")) * 60 + of("second")) * 1000;
  return clock - Math.floor(at / 1000) * 1000;
}
