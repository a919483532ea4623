import type { Instant } from "@perennial/contract";

/** The moment so many milliseconds after another. */
export function later(moment: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(moment) + Math.round(milliseconds)).toISOString();
}

/** The milliseconds from one moment to another. */
export function between(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}
