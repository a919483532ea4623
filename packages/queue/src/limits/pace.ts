import { setTimeout as sleep } from "node:timers/promises";

/** Real time, for pacing alone: nothing is decided by it. */
export interface Pace {
  /** Milliseconds from any fixed moment, never running backwards. */
  now(): number;
  /** Rejects where `signal` ends it. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own time. */
export const machinePace: Pace = {
  now: () => performance.now(),
  async wait(milliseconds, signal) {
    await sleep(milliseconds, undefined, signal && { signal });
  },
};
