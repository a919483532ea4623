import type { Instant } from "@perennial/contract";

/** Milliseconds since 1970 of an instant. */
export function toMillis(instant: Instant): number {
  return Date.parse(instant);
}

/** The instant of milliseconds since 1970; fractions are dropped. */
export function fromMillis(millis: number): Instant {
  return new Date(Math.floor(millis)).toISOString();
}

/** The instant that many seconds later. */
export function plusSeconds(instant: Instant, seconds: number): Instant {
  return fromMillis(toMillis(instant) + seconds * 1000);
}

/** The later of two instants. */
export function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}
