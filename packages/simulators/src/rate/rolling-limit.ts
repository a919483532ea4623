/** Requests over time: what a test proves from that a limit was kept, and how much of it was used. */
export interface RequestCount {
  /** How many were let in. */
  readonly total: number;
  /** How many were answered with 429. */
  readonly refused: number;
  /** The most that were let in within any window of the limit's length, so far. */
  readonly peak: number;
  /** How many were let in from one moment to before another, both in milliseconds since 1970. */
  between(fromMs: number, toMs: number): number;
  /** The moments of all that were let in, in milliseconds since 1970. */
  readonly moments: readonly number[];
}

/** A limit of requests in a rolling window, which remembers every request that it let in. */
export class RollingLimit implements RequestCount {
  readonly most: number;
  readonly windowMs: number;
  readonly #moments: number[] = [];
  #start = 0;
  #refused = 0;
  #peak = 0;

  constructor(most: number, windowMs: number) {
    this.most = most;
    this.windowMs = windowMs;
  }

  get total(): number {
    return this.#moments.length;
  }

  get refused(): number {
    return this.#refused;
  }

  get peak(): number {
    return this.#peak;
  }

  get moments(): readonly number[] {
    return this.#moments;
  }

  between(fromMs: number, toMs: number): number {
    return this.#moments.filter((moment) => moment >= fromMs && moment < toMs).length;
  }

  /** Lets a request in, or not when the window is full. */
  admit(now: number): boolean {
    this.#slide(now);
    if (this.#moments.length - this.#start >= this.most) {
      this.#refused += 1;
      return false;
    }
    this.#moments.push(now);
    this.#peak = Math.max(this.#peak, this.#moments.length - this.#start);
    return true;
  }

  /** How many more are let in at this moment. */
  remaining(now: number): number {
    this.#slide(now);
    return this.most - (this.#moments.length - this.#start);
  }

  #slide(now: number): void {
    while ((this.#moments[this.#start] ?? now) <= now - this.windowMs) this.#start += 1;
  }
}
