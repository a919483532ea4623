import { setTimeout as sleep } from "node:timers/promises";
import type { RateLimit } from "@perennial/contract";

/** Real time, for pacing alone: nothing is decided by it. */
export interface Pace {
  /** Milliseconds from any fixed moment, never running backwards. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

/** The machine's own time. */
export const machinePace: Pace = {
  now: () => performance.now(),
  wait: async (milliseconds) => void (await sleep(milliseconds)),
};

/**
 * Lets through as many as a rate limit allows. Half of the limit may pass at once, the rest as time goes by, so
 * that no window of its length ever sees more than the limit.
 */
export class TokenBucket {
  readonly #size: number;
  /** Tokens a millisecond. */
  readonly #rate: number;
  readonly #pace: Pace;
  #tokens: number;
  #at: number;

  constructor({ requests, perSeconds }: RateLimit, pace: Pace = machinePace) {
    this.#size = Math.max(1, Math.floor(requests / 2));
    // A window that begins with a full bucket ends before the last of these tokens has come.
    this.#rate = (requests - this.#size + 1) / (perSeconds * 1_000);
    this.#pace = pace;
    this.#tokens = this.#size;
    this.#at = pace.now();
  }

  /** The most that can be taken at once. */
  get size(): number {
    return this.#size;
  }

  /** Waits until so many may pass, and takes them. Those that ask first pass first. */
  async take(count: number): Promise<void> {
    const now = this.#pace.now();
    this.#tokens = Math.min(this.#size, this.#tokens + (now - this.#at) * this.#rate) - count;
    this.#at = now;
    // Below nothing it is owed: whoever comes later waits for this one's tokens as well.
    if (this.#tokens < 0) await this.#pace.wait(-this.#tokens / this.#rate);
  }
}
