import type { Pace } from "./pace.ts";
import type { KeptLimit, PlaceAnswer, PlaceAsked, PlaceKeeper } from "./place-keeper.ts";
import type { Admission, Room, Waiting } from "./room.ts";
import { shareOf } from "./share-of.ts";
import { WindowRoom } from "./window-rooms.ts";

/** How many that ask are put to Redis together at most: a script holds up everybody else. */
const TOGETHER = 500;
/** How long Redis is left alone after it did not answer, in milliseconds. */
const LEFT_ALONE = 1_000;

/** What a room in Redis is made of. */
export interface RedisRoomOptions extends KeptLimit {
  readonly keeper: PlaceKeeper;
  readonly pace: Pace;
  /** How many processes share the limit while they cannot agree. */
  readonly processes: number;
  /** Ends the waits of all who stand in line. */
  readonly closing: AbortSignal;
}

interface Asking extends PlaceAsked {
  readonly hear: (answer: PlaceAnswer | undefined) => void;
}

/** Some that passed without Redis, and when. */
interface Unseen {
  readonly count: number;
  readonly at: number;
}

/** Room that all processes share in Redis, and a share of it in this process for as long as Redis is away. */
export class RedisRoom implements Room {
  readonly #options: RedisRoomOptions;
  readonly #pace: Pace;
  /** This process's share; what it takes of the shared room counts here too. */
  readonly #own: WindowRoom;
  #asking: Asking[] = [];
  #telling = false;
  /** Whether Redis did not answer when it was last asked. */
  #away = false;
  #leftAloneUntil = Number.NEGATIVE_INFINITY;
  #unseen: Unseen[] = [];
  #untoldRest = Number.NEGATIVE_INFINITY;

  constructor(options: RedisRoomOptions) {
    this.#options = options;
    this.#pace = options.pace;
    this.#own = new WindowRoom(shareOf(options.limit, options.processes), options.pace);
  }

  get size(): number {
    return this.#away ? this.#own.size : this.#options.limit.requests;
  }

  async take(count: number, waiting: Waiting = {}): Promise<Admission> {
    const { signal } = waiting;
    const { closing, limit } = this.#options;
    signal?.throwIfAborted();
    if (count > limit.requests) return { admitted: false, wait: 0 };
    try {
      const ends = signal ? AbortSignal.any([signal, closing]) : closing;
      return await this.#stand(count, { ...waiting, signal: ends });
    } catch (error) {
      if (closing.aborted && !signal?.aborted) return { admitted: false, wait: LEFT_ALONE };
      throw error;
    }
  }

  drain(milliseconds: number): void {
    this.#own.drain(milliseconds);
    this.#untoldRest = Math.max(this.#untoldRest, this.#pace.now() + milliseconds);
    void this.#tell();
  }

  async headroom(): Promise<number> {
    const shared = this.#leftAlone
      ? undefined
      : await this.#options.keeper.countFree(this.#options);
    return shared ?? this.#own.headroom();
  }

  async #stand(count: number, waiting: Waiting & { readonly signal: AbortSignal }) {
    const { patience = Number.POSITIVE_INFINITY, heedsRest = true, signal } = waiting;
    let left = patience;
    for (;;) {
      const answer = await this.#ask({ count, patience: left, heedsRest });
      signal.throwIfAborted();
      if (answer === undefined)
        return this.#takeAlone(count, { patience: left, heedsRest, signal });
      if (answer.outcome === "refused") return { admitted: false, wait: answer.wait } as const;
      if (answer.wait > 0) await this.#pace.wait(answer.wait, signal);
      if (answer.outcome === "reserved") return { admitted: true } as const;
      left = Math.max(0, left - answer.wait);
    }
  }

  async #takeAlone(count: number, waiting: Waiting): Promise<Admission> {
    const admission = await this.#own.take(count, waiting);
    if (admission.admitted) this.#unseen.push({ count, at: this.#pace.now() });
    return admission;
  }

  #ask(asked: PlaceAsked): Promise<PlaceAnswer | undefined> {
    return new Promise((hear) => {
      this.#asking.push({ ...asked, hear });
      void this.#tell();
    });
  }

  /** Puts to Redis what there is to say, one call at a time: what comes meanwhile goes together in the next. */
  async #tell(): Promise<void> {
    if (this.#telling) return;
    this.#telling = true;
    // What is asked in the same breath is put together.
    await Promise.resolve();
    while (this.#asking.length > 0 || this.#restLeft > 0) {
      const asking = this.#asking.splice(0, TOGETHER);
      const answers = this.#leftAlone ? undefined : await this.#put(asking);
      for (const [index, { hear }] of asking.entries()) hear(answers?.[index]);
      if (answers === undefined && this.#asking.length === 0) break;
    }
    this.#telling = false;
  }

  async #put(asked: readonly PlaceAsked[]): Promise<readonly PlaceAnswer[] | undefined> {
    const { keeper, limit } = this.#options;
    const oldest = this.#pace.now() - limit.perSeconds * 1_000;
    const unseen = this.#unseen.filter(({ at }) => at > oldest);
    const used = unseen.reduce((sum, { count }) => sum + count, 0);
    const restUntil = this.#untoldRest;
    this.#unseen = [];
    const answers = await keeper.reserve(this.#options, { asked, used, rest: this.#restLeft });
    this.#away = answers === undefined;
    if (answers === undefined) {
      this.#unseen = [...unseen, ...this.#unseen];
      this.#leftAloneUntil = this.#pace.now() + LEFT_ALONE;
      return undefined;
    }
    if (this.#untoldRest === restUntil) this.#untoldRest = Number.NEGATIVE_INFINITY;
    for (const [index, { outcome, wait }] of answers.entries()) {
      if (outcome === "reserved") this.#own.note(asked[index]?.count ?? 0, wait);
    }
    return answers;
  }

  get #leftAlone(): boolean {
    return this.#away && this.#leftAloneUntil > this.#pace.now();
  }

  /** For how many milliseconds more a vendor wants nothing, of which Redis does not know. */
  get #restLeft(): number {
    return Math.max(0, this.#untoldRest - this.#pace.now());
  }
}
