import type { Redis, Result } from "ioredis";
import type { RedisConnection } from "../redis/open-redis.ts";
import { machinePace } from "./pace.ts";
import { COUNT_FREE, RESERVE } from "./place-scripts.ts";
import type { Limit } from "./room.ts";

declare module "ioredis" {
  interface RedisCommander<Context> {
    perennialReserve(...args: (string | number)[]): Result<unknown, Context>;
    perennialCountFree(...args: (string | number)[]): Result<unknown, Context>;
  }
}

/** How long Redis may take to answer, in milliseconds: far more than it needs, little beside the waits it gives. */
const ANSWER_WITHIN = 1_000;

/** Which limit is spoken of. */
export interface KeptLimit {
  readonly key: string;
  readonly limit: Limit;
}

/** Who asks for places. Times are milliseconds. */
export interface PlaceAsked {
  readonly count: number;
  readonly patience: number;
  readonly heedsRest: boolean;
}

/** What a process has to say of a limit. */
export interface PlaceNews {
  readonly asked: readonly PlaceAsked[];
  /** How many have passed that were not counted; they are counted as of now. */
  readonly used: number;
  /** For how many milliseconds from now a vendor wants nothing. */
  readonly rest: number;
}

/** What came of asking for places; `rest` means to wait and to ask again. Times are milliseconds. */
export interface PlaceAnswer {
  readonly outcome: "refused" | "reserved" | "rest";
  readonly wait: number;
}

const OUTCOMES = ["refused", "reserved", "rest"] as const;

/** The counts that all processes share, in Redis. What Redis does not answer in time is no answer. */
export class PlaceKeeper {
  readonly #redis: RedisConnection;
  readonly #prefix: string;

  constructor(redis: RedisConnection, prefix: string) {
    this.#redis = redis;
    this.#prefix = prefix;
    redis.client.defineCommand("perennialReserve", { numberOfKeys: 2, lua: RESERVE });
    redis.client.defineCommand("perennialCountFree", { numberOfKeys: 2, lua: COUNT_FREE });
  }

  /** Reserves places for each who asks, in their order; nothing where Redis is away. */
  async reserve(kept: KeptLimit, news: PlaceNews): Promise<readonly PlaceAnswer[] | undefined> {
    const asked = news.asked.flatMap(({ count, patience, heedsRest }) => [
      ...[count, inMicroseconds(patience), heedsRest ? 1 : 0],
    ]);
    const args = [...this.#argsOf(kept), news.used, inMicroseconds(news.rest), ...asked];
    const reply = await this.#answer((client) => client.perennialReserve(...args));
    return readAnswers(reply, news.asked.length);
  }

  /** Counts the places that are free now; nothing where Redis is away. */
  async countFree(kept: KeptLimit): Promise<number | undefined> {
    const args = this.#argsOf(kept);
    const reply = await this.#answer((client) => client.perennialCountFree(...args));
    return typeof reply === "number" ? reply : undefined;
  }

  /** The braces keep both keys on one node of a cluster. */
  #argsOf({ key, limit }: KeptLimit): (string | number)[] {
    const name = `${this.#prefix}{${key}}`;
    return [
      ...[`${name}:places`, `${name}:state`],
      ...[limit.requests, inMicroseconds(limit.perSeconds * 1_000)],
    ];
  }

  async #answer(ask: (client: Redis) => Promise<unknown>): Promise<unknown> {
    const late = new AbortController();
    const asking = this.#redis.tried.then(() =>
      this.#redis.answers() ? ask(this.#redis.client) : undefined,
    );
    try {
      return await Promise.race([asking.catch(() => undefined), tooLate(late.signal)]);
    } finally {
      late.abort();
    }
  }
}

/**
 * Resolves when an answer is too late. An answer that came while this process was busy waits to be read: it is given
 * one more turn.
 */
async function tooLate(signal: AbortSignal): Promise<void> {
  try {
    await machinePace.wait(ANSWER_WITHIN, signal);
    await new Promise((resolve) => setImmediate(resolve));
  } catch {
    // The answer was in time.
  }
}

function inMicroseconds(milliseconds: number): number {
  return Math.min(Math.ceil(milliseconds * 1_000), Number.MAX_SAFE_INTEGER);
}

function readAnswers(reply: unknown, count: number): readonly PlaceAnswer[] | undefined {
  if (!Array.isArray(reply) || reply.length !== count * 2) return undefined;
  return Array.from({ length: count }, (_, index) => ({
    outcome: OUTCOMES[Number(reply[index * 2])] ?? "refused",
    wait: Math.ceil(Number(reply[index * 2 + 1]) / 1_000),
  }));
}
