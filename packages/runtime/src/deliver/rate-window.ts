import { setTimeout as sleep } from "node:timers/promises";
import type { RateLimit } from "@perennial/contract";

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

/** Lets through what a rate limit allows, all of it and never more in any stretch of time of its length. */
export class RateWindow {
  readonly #length: number;
  readonly #pace: Pace;
  /** When each of the last passed: as many as the limit, the oldest at `#oldest`. */
  readonly #passed: number[];
  #oldest = 0;

  constructor(
    { requests, perSeconds }: Pick<RateLimit, "requests" | "perSeconds">,
    pace: Pace = machinePace,
  ) {
    this.#length = perSeconds * 1_000;
    this.#pace = pace;
    this.#passed = Array.from({ length: requests }, () => Number.NEGATIVE_INFINITY);
  }

  /** The most that can pass together. */
  get size(): number {
    return this.#passed.length;
  }

  /** How many milliseconds whoever asks for one now would wait. */
  get wait(): number {
    return Math.max(0, (this.#passed[this.#oldest] ?? 0) + this.#length - this.#pace.now());
  }

  /**
   * Waits until so many, `size` at most, may pass together. Those that ask first pass first. Who gives up, by
   * `signal`, leaves the room it had taken unused.
   */
  async take(count: number, signal?: AbortSignal): Promise<void> {
    const now = this.#pace.now();
    const places = Array.from({ length: count }, (_, n) => (this.#oldest + n) % this.size);
    const free = places.map((place) => (this.#passed[place] ?? 0) + this.#length);
    const at = Math.max(now, ...free);
    for (const place of places) this.#passed[place] = at;
    this.#oldest = (this.#oldest + count) % this.size;
    if (at > now) await this.#pace.wait(at - now, signal);
  }
}
