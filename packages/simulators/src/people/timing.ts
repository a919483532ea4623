import type { Instant } from "@perennial/contract";
import { fromMillis, plusSeconds, toMillis } from "../time/instant.ts";
import { instantAt, plusDays, wallClock } from "../time/zone.ts";

const EARLIEST = 8 * 60;
const LATEST = 21 * 60;
const STEP_MS = 5 * 60_000;
/** How much of the morning people who waited over night use. */
const MORNING_MINUTES = 180;

/** Everybody in the example lives in this zone. */
export const ZONE = "Europe/Stockholm";

/**
 * A moment within so many days at which somebody is awake, sooner rather than later: half of all within the
 * first quarter of the time. Moments are whole five minutes, so that many people share one.
 */
export function withinDays(at: Instant, days: number, draw: number): Instant {
  return awake(plusSeconds(at, draw * draw * days * 86_400), draw);
}

/** A moment within so many minutes at which somebody is awake. */
export function withinMinutes(at: Instant, minutes: number, draw: number): Instant {
  return awake(plusSeconds(at, draw * minutes * 60), draw);
}

function awake(at: Instant, draw: number): Instant {
  const { date, minutes } = wallClock(at, ZONE);
  if (minutes >= EARLIEST && minutes < LATEST) return wholeStep(at);
  const day = minutes < EARLIEST ? date : plusDays(date, 1);
  return wholeStep(instantAt(day, EARLIEST + Math.floor(draw * MORNING_MINUTES), ZONE));
}

function wholeStep(at: Instant): Instant {
  return fromMillis(Math.ceil(toMillis(at) / STEP_MS) * STEP_MS);
}
