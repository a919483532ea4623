import type { Instant } from "../scalar.ts";

/** The only source of time. The demo and the tests turn it; nothing else reads the time. */
export interface Clock {
  now(): Instant;
}

/** The clock of the machine. */
export const systemClock: Clock = { now: () => new Date().toISOString() };

/** A clock that stands still until it is set. */
export class ManualClock implements Clock {
  #now: Instant;

  constructor(start: Instant) {
    this.#now = start;
  }

  now(): Instant {
    return this.#now;
  }

  /** Moves to a moment; earlier ones are ignored, time never runs backwards here. */
  moveTo(moment: Instant): void {
    if (moment > this.#now) this.#now = moment;
  }
}
