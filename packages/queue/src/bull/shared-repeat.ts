import type { RedisConnection } from "../redis/open-redis.ts";

/** What is done again and again by one of all the processes. */
export interface SharedRepeatOptions {
  /** Which key of Redis says whose turn it is. */
  readonly key: string;
  /** Milliseconds from one time to the next. */
  readonly every: number;
  readonly look: () => Promise<void>;
  readonly redis: RedisConnection;
  readonly onFailed: (error: unknown) => void;
}

/** Processes that wait for the same moment come at it one after the other within this part of the time between two. */
const SPREAD = 0.1;

/**
 * Has one process of all do something again and again. Whoever sets the key does it; the key ends by itself when
 * the next time has come, so that a flushed Redis means at most one time too many and there is nothing to set up
 * anew (a repeatable job of Bull is gone after FLUSHALL, and stays beside the new one when its interval is changed).
 * While Redis does not answer, every process does it by itself.
 */
export class SharedRepeat {
  readonly #options: SharedRepeatOptions;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #closed = false;

  constructor(options: SharedRepeatOptions) {
    this.#options = { ...options, every: Math.ceil(options.every) };
    // A process that is begun anew does not put off what is seldom done.
    void this.#pause().then((pause) => this.#wait(pause));
  }

  /** Resolves when what is under way is done. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  #wait(pause: number): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#looking = this.#next();
    }, pause);
  }

  async #next(): Promise<void> {
    const { look, onFailed } = this.#options;
    const turn = await this.#takeTurn();
    if (turn !== "another's" && !this.#closed) {
      const renewal = turn === "ours" ? this.#keepTurn() : undefined;
      await Promise.resolve().then(look).catch(onFailed);
      clearInterval(renewal);
    }
    this.#wait(await this.#pause());
  }

  async #takeTurn(): Promise<"ours" | "another's" | "nobody's"> {
    const { key, every, redis } = this.#options;
    if (!redis.answers()) return "nobody's";
    try {
      const set = await redis.client.set(key, "1", "PX", every, "NX");
      return set === "OK" ? "ours" : "another's";
    } catch {
      return "nobody's";
    }
  }

  /** One that takes longer than the time between two is not begun by another. */
  #keepTurn(): NodeJS.Timeout {
    const { key, every, redis } = this.#options;
    return setInterval(
      () => {
        redis.client.pexpire(key, every).catch(() => undefined);
      },
      Math.max(1, Math.floor(every / 3)),
    );
  }

  /** Until the key ends, whoever has set it. */
  async #pause(): Promise<number> {
    const { key, every, redis } = this.#options;
    if (!redis.answers()) return every + this.#spread();
    const left = await redis.client.pttl(key).catch(() => every);
    return Math.max(0, left) + this.#spread();
  }

  #spread(): number {
    return 1 + this.#options.every * SPREAD * Math.random();
  }
}
