import type { Clock, Instant } from "@perennial/contract";

/** What happened in a life, in order: for whoever replays it, and to say what came before what. */
export class Story {
  readonly #clock: Clock;
  readonly #lines: string[] = [];
  #moment = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** The number of the moment now: of two happenings at one instant, the later one has the larger number. */
  get moment(): number {
    return this.#moment;
  }

  /** Adds a line and gives its moment. */
  tell(who: string, what: string): number {
    this.#moment += 1;
    this.#lines.push(`${this.#moment} ${this.#clock.now()} ${who}: ${what}`);
    return this.#moment;
  }
}

/** The instant so many milliseconds after another. */
export function after(moment: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(moment) + Math.round(milliseconds)).toISOString();
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
