import type { Pace } from "../pace.ts";

/** A pace at which time passes only while somebody waits, or by hand. */
export interface StandingPace extends Pace {
  at: number;
}

/** Makes a pace that begins at zero. */
export function standingPace(): StandingPace {
  const pace = {
    at: 0,
    now: () => pace.at,
    async wait(milliseconds: number, signal?: AbortSignal) {
      signal?.throwIfAborted();
      pace.at += milliseconds;
    },
  };
  return pace;
}
