import { setTimeout as pause } from "node:timers/promises";
import type { Clock, Instant } from "@perennial/contract";
import { plusSeconds } from "../time/instant.ts";
import { type PostResult, post } from "./post.ts";

/** A message on its way to one of the customer's doors. Plain data, so that it survives a restart. */
export interface Parcel {
  /** The same in every attempt. */
  readonly id: string;
  /** Where it goes; to the door that is set when it is delivered, where this is missing. */
  readonly url?: string;
  readonly type: string;
  readonly body: string;
}

/** How parcels are delivered. */
export interface DeliveryOptions {
  readonly clock: Clock;
  /** The door for parcels that name none. */
  door?(): string | undefined;
  /** Seconds of the clock to wait after each failed attempt. */
  readonly schedule: readonly [number, ...number[]];
  /** Whether to go on with the last wait of the schedule for ever. @default false */
  readonly forever?: boolean;
  /** Whether a status means that the other side has it. */
  taken(status: number): boolean;
  /** Headers for one attempt. */
  headers?(parcel: Parcel, now: Instant): Record<string, string>;
  /** Told of each answer that took the parcel. */
  answered?(parcel: Parcel, answer: PostResult): void;
}

/** What came of an attempt: over, or the moment of the next one. */
export type Outcome = "taken" | "given-up" | { readonly retryAt: Instant };

// A door that is being restarted is given a moment of real time, for virtual hours pass in no time.
const REAL_WAITS_MS = [30, 120, 500];
const GONE = 410;

/** Makes attempts at delivering parcels and decides what follows from each. */
export class Delivery {
  readonly #options: DeliveryOptions;
  #foundShutAt: Instant | undefined;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /** Makes the attempt after `failures` earlier ones. */
  async attempt(parcel: Parcel, failures: number): Promise<Outcome> {
    const answer = await this.#postPatiently(parcel);
    if ("status" in answer) {
      if (this.#options.taken(answer.status)) {
        this.#options.answered?.(parcel, answer);
        return "taken";
      }
      // Standard Webhooks: "gone" asks never to come again.
      if (answer.status === GONE) return "given-up";
    }
    return this.#next(failures, "status" in answer ? answer.retryAfter : 0);
  }

  #next(failures: number, retryAfter: number): Outcome {
    const { schedule, clock, forever } = this.#options;
    const planned = schedule[failures] ?? (forever ? schedule.at(-1) : undefined);
    if (planned === undefined) return "given-up";
    return { retryAt: plusSeconds(clock.now(), Math.max(planned, retryAfter)) };
  }

  async #postPatiently(parcel: Parcel): Promise<PostResult> {
    let answer = await this.#post(parcel);
    for (const wait of REAL_WAITS_MS) {
      if (!("nobody" in answer && answer.nobody)) break;
      // Once a door was found shut, nothing more is waited for until the clock has moved.
      if (this.#foundShutAt === this.#options.clock.now()) break;
      await pause(wait);
      answer = await this.#post(parcel);
    }
    const isShut = "nobody" in answer && answer.nobody;
    this.#foundShutAt = isShut ? this.#options.clock.now() : undefined;
    return answer;
  }

  async #post(parcel: Parcel): Promise<PostResult> {
    const url = parcel.url ?? this.#options.door?.();
    if (url === undefined) return { failed: "no door is set", nobody: false };
    const headers = this.#options.headers?.(parcel, this.#options.clock.now()) ?? {};
    return post(url, { "content-type": parcel.type, ...headers }, parcel.body);
  }
}
