import { type Clock, type Instant, systemClock } from "@perennial/contract";

/** A Tuesday morning on which people may be written to and called, whenever the tests are run. */
const WORKDAY: Instant = "2026-03-10T08:30:00.000Z";

/** How far ahead of the machine's clock that morning is now, in milliseconds; below nothing when it is over. */
export function aheadToWorkday(): number {
  return Date.parse(WORKDAY) - Date.now();
}

/** A clock that goes as the machine's does, so many milliseconds ahead of it: nothing ahead is the machine's. */
export function clockAhead(milliseconds: number): Clock {
  if (milliseconds === 0) return systemClock;
  return { now: () => new Date(Date.now() + milliseconds).toISOString() };
}
