import type { Clock, Instant, Log } from "@perennial/contract";

/** Whoever has not said for so long that it goes on counts as dead, in milliseconds. */
const LEASE = 5 * 60_000;
/** How often whoever does it says that it goes on, in milliseconds. */
const HEARTBEAT = 60_000;

/** What is held by saying that it goes on. */
export interface HeartbeatOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** When whoever does it counts as dead, as the database has it. */
  readonly until: Instant;
  /** Says in the database that it goes on until a later moment, and whether one still held it. */
  readonly prolong: (until: Instant, next: Instant) => Promise<boolean>;
  /** How often it says so, in milliseconds. @default 60000 */
  readonly every?: number;
  /** How long it then counts as alive, in milliseconds. @default 300000 */
  readonly lease?: number;
  /** What could not say that it goes on, for the log. */
  readonly about: Readonly<Record<string, string>>;
}

/** When whoever begins something now counts as dead. */
export function leaseFrom(clock: Clock): Instant {
  return after(clock, LEASE);
}

/** The moment some milliseconds from now. */
export function after(clock: Clock, milliseconds: number): Instant {
  return new Date(Date.parse(clock.now()) + milliseconds).toISOString();
}

/** Says again and again that a piece of work goes on, as one process does it. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #lost = new AbortController();
  readonly #heart: NodeJS.Timeout;
  #until: Instant;
  #beat: Promise<void> = Promise.resolve();

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#until = options.until;
    this.#heart = setInterval(() => {
      this.#beat = this.#beat.then(() => this.#say());
    }, options.every ?? HEARTBEAT);
  }

  /** Aborts when somebody else holds it. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Ends it, and gives when it would have counted as dead. */
  async stop(): Promise<Instant> {
    clearInterval(this.#heart);
    await this.#beat;
    return this.#until;
  }

  async #say(): Promise<void> {
    const { clock, log, prolong, about, lease = LEASE } = this.#options;
    const next = after(clock, lease);
    try {
      if (await prolong(this.#until, next)) this.#until = next;
      else this.#lost.abort();
    } catch (error) {
      // It ends with its lease, and is done once more.
      const reason = error instanceof Error ? error.message : String(error);
      log.warn("A piece of work could not say that it goes on.", { ...about, reason });
    }
  }
}
