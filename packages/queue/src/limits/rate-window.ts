import { machinePace, type Pace } from "./pace.ts";
import type { Limit } from "./room.ts";

/** Lets through what a rate limit allows, all of it and never more in any stretch of time of its length. */
export class RateWindow {
  readonly #length: number;
  readonly #pace: Pace;
  /** When each of the last passed: as many as the limit, the oldest at `#oldest`, none before the one ahead of it. */
  readonly #passed: number[];
  #oldest = 0;

  constructor({ requests, perSeconds }: Limit, pace: Pace = machinePace) {
    this.#length = perSeconds * 1_000;
    this.#pace = pace;
    this.#passed = Array.from({ length: requests }, () => Number.NEGATIVE_INFINITY);
  }

  /** The most that can pass together. */
  get size(): number {
    return this.#passed.length;
  }

  /** How many could pass now without waiting. */
  get free(): number {
    const now = this.#pace.now();
    return this.#passed.filter((at) => at + this.#length <= now).length;
  }

  /** How many milliseconds so many, `size` at most, would wait if they asked now. */
  waitFor(count: number): number {
    const last = this.#passed[(this.#oldest + count - 1) % this.size] ?? 0;
    return Math.max(0, last + this.#length - this.#pace.now());
  }

  /**
   * Waits until so many, `size` at most, may pass together. Those that ask first pass first. Who gives up, by
   * `signal`, leaves the room it had taken unused.
   */
  async take(count: number, signal?: AbortSignal): Promise<void> {
    const wait = this.waitFor(count);
    this.note(count, wait);
    if (wait > 0) await this.#pace.wait(wait, signal);
  }

  /** Counts some that pass so many milliseconds from now, whether or not there is room for them. */
  note(count: number, wait: number): void {
    const newest = this.#passed[(this.#oldest + this.size - 1) % this.size] ?? 0;
    const at = Math.max(newest, this.#pace.now() + wait);
    const noted = Math.min(count, this.size);
    for (let n = 0; n < noted; n++) this.#passed[(this.#oldest + n) % this.size] = at;
    this.#oldest = (this.#oldest + noted) % this.size;
  }
}
