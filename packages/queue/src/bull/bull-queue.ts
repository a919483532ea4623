import type { Log } from "@perennial/contract";
import Bull from "bull";
import type { Redis } from "ioredis";
import { hintKey, hintOfKey } from "../hint/hint-key.ts";
import { Turns } from "../hint/turns.ts";
import { InlineQueue } from "../inline-queue.ts";
import type { Queue, QueueDepth, Worker, WorkHint } from "../queue.ts";
import { reasonOf } from "../reason-of.ts";
import type { RedisConnection } from "../redis/open-redis.ts";
import { seldom } from "../seldom.ts";
import { HintBell } from "./hint-bell.ts";
import { SharedRepeat } from "./shared-repeat.ts";
import { soon } from "./soon.ts";

/** How a queue on Redis works. */
export interface BullQueueOptions {
  /** Queues of the same name and prefix on one Redis are one queue. */
  readonly name: string;
  readonly redis: RedisConnection;
  readonly log: Log;
  /** Tells several installations on one Redis apart. @default "perennial" */
  readonly prefix?: string;
  /** Pieces of work done at the same time by this process. @default 2 */
  readonly concurrency?: number;
  /**
   * Milliseconds after which the work of a process that died is done by another, up to twice as many. A living one
   * keeps its work however long it takes, unless its event loop is blocked for so long. @default 15000
   */
  readonly lock?: number;
}

/** Bull gives up a job whose worker died so often; a hint is rung for ever. */
const NEVER = 1_000_000_000;
const MINUTE = 60_000;
/** How often hints are looked for that were rung and lie nowhere, in milliseconds. */
const MEND_EVERY = 30_000;
/** How far apart two looks are of whoever waits for a queue to be idle, in milliseconds. */
const IDLE_EVERY = 20;

/**
 * The queue of many processes, on Redis through Bull. Redis holds nothing but hints: while it does not answer, this
 * process does what is rung in it by itself, and loses what is rung if it does no work. What Redis forgets is not
 * done by it, and may be done by two processes at the same time.
 */
export class BullQueue implements Queue {
  /** For the dashboard. */
  readonly bull: Bull.Queue;
  readonly #redis: RedisConnection;
  readonly #log: Log;
  readonly #concurrency: number;
  readonly #lock: number;
  readonly #bell: HintBell;
  readonly #local: InlineQueue;
  readonly #turns = new Turns();
  readonly #repeats: SharedRepeat[] = [];
  readonly #tellLost: (reason: string) => void;
  #blocking: Redis | undefined;
  #worker: Worker | undefined;
  #closed: Promise<void> | undefined;

  constructor({ name, redis, log, prefix, concurrency, lock }: BullQueueOptions) {
    this.#redis = redis;
    this.#log = log;
    this.#concurrency = concurrency ?? 2;
    this.#lock = lock ?? 15_000;
    this.bull = this.#open(name, prefix ?? "perennial");
    this.#bell = new HintBell({
      bull: this.bull,
      client: redis.client,
      onLost: (hint, error) => this.#aside(hint, reasonOf(error)),
    });
    this.#local = new InlineQueue({ log, concurrency: this.#concurrency });
    this.#tellLost = seldom(MINUTE, (reason) =>
      log.warn("A hint could not be told to Redis; the sweep finds its work.", { reason }),
    );
  }

  ring(hint: WorkHint): void {
    if (this.#closed) return;
    if (this.#redis.answers()) this.#bell.ring(hint);
    else this.#aside(hint, "Redis does not answer");
  }

  work(worker: Worker): void {
    const begun = this.#worker !== undefined;
    this.#worker = worker;
    this.#local.work((hint) => this.#turns.take(hintKey(hint), () => worker(hint)));
    if (begun) return;
    // Every job, also one that has lost its name.
    this.bull.process("*", this.#concurrency, (job) => this.#do(job)).catch(this.#tellTrouble());
    this.repeat(MEND_EVERY, () => this.mend(), "mend");
  }

  repeat(every: number, look: () => Promise<void>, name = `every ${every}`): void {
    if (this.#closed) return;
    const key = this.bull.toKey(`repeat ${name}`);
    const onFailed = (error: unknown) =>
      this.#log.error("Looking for due work failed; it is tried again.", {
        reason: reasonOf(error),
      });
    this.#repeats.push(new SharedRepeat({ key, every, look, redis: this.#redis, onFailed }));
  }

  async idle(): Promise<void> {
    // Twice in a row: a hint that was rung during its work is in no list for a moment.
    for (let quiet = 0; quiet < 2; ) {
      await Promise.all([this.#bell.rung(), this.#local.idle(), this.#turns.idle()]);
      const depth = await this.depth();
      quiet = depth && depth.waiting + depth.underWay > 0 ? 0 : quiet + 1;
      await new Promise((resolve) => setTimeout(resolve, IDLE_EVERY));
    }
  }

  async depth(): Promise<QueueDepth | undefined> {
    if (!this.#redis.answers()) return undefined;
    try {
      const [shared, local] = await Promise.all([this.bull.getJobCounts(), this.#local.depth()]);
      return {
        waiting: shared.waiting + local.waiting,
        underWay: shared.active + local.underWay,
      };
    } catch {
      return undefined;
    }
  }

  /** Rings again what was rung and lies nowhere, as a working queue does by itself twice a minute. */
  async mend(): Promise<void> {
    if (this.#redis.answers()) await this.#bell.mend();
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  #open(name: string, prefix: string): Bull.Queue {
    const bull = new Bull(name, {
      prefix,
      createClient: (type) => this.#connection(type),
      settings: {
        lockDuration: this.#lock,
        stalledInterval: Math.ceil(this.#lock / 3),
        maxStalledCount: NEVER,
        retryProcessDelay: 1_000,
      },
    });
    bull.on("error", this.#tellTrouble());
    // Nobody awaits this within Bull, and it fails while Redis is away: it would end the process.
    const setWorkerName = bull.setWorkerName.bind(bull);
    bull.setWorkerName = () => setWorkerName().catch(() => undefined);
    bull.on("completed", (job) => this.#bell.end(String(job.id)));
    bull.on("failed", (job) => this.#bell.end(String(job.id)));
    return bull;
  }

  #connection(type: "client" | "subscriber" | "bclient"): Redis {
    if (type === "client") return this.#redis.client;
    if (type === "subscriber") return this.#redis.listening();
    this.#blocking = this.#redis.blocking();
    return this.#blocking;
  }

  async #do(job: Bull.Job): Promise<void> {
    const key = String(job.id);
    const hint = hintOfKey(key);
    const worker = this.#worker;
    if (!hint || !worker || !isWhole(job)) return this.#bell.forget(job.id);
    // Bull's own renewal ends for good when one fails.
    const renewal = setInterval(
      () => {
        job.extendLock(this.#lock).catch(() => undefined);
      },
      Math.ceil(this.#lock / 3),
    );
    try {
      await this.#turns.take(key, async () => {
        await this.#bell.begin(key).catch(() => undefined);
        await worker(hint);
      });
    } catch (error) {
      this.#log.error("A piece of work failed and will be found again by the sweep.", {
        ...hint,
        reason: reasonOf(error),
      });
    } finally {
      clearInterval(renewal);
    }
  }

  #aside(hint: WorkHint, reason: string): void {
    if (this.#worker && !this.#closed) this.#local.ring(hint);
    else this.#tellLost(reason);
  }

  #tellTrouble(): (error: Error) => void {
    return seldom(MINUTE, (error) => {
      if (this.#closed) return;
      // That Redis is away is told by its connection, which may notice later than a queue.
      this.#redis.client.ping().then(
        () =>
          this.#log.warn("The queue on Redis has trouble and goes on.", { reason: error.message }),
        () => undefined,
      );
    });
  }

  async #close(): Promise<void> {
    await Promise.all(this.#repeats.map((each) => each.close()));
    // Takes no more, and does not wait here for what is under way: Bull would, and for Redis too.
    await soon(this.bull.pause(true, true));
    await Promise.all([this.#local.close(), this.#turns.idle()]);
    // What Bull tells Redis of the work just done goes before this on the same connection.
    await nextTurn();
    await soon(this.#redis.client.ping());
    await nextTurn();
    await soon(this.#bell.rung());
    await soon(this.bull.close(true));
    this.#blocking?.disconnect();
  }
}

/** Lets what has just been answered be carried on by those who waited for it. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A job whose contents were flushed away between being taken from its list and being read has come back empty. */
function isWhole(job: Bull.Job<Partial<WorkHint>>): boolean {
  return job.data.kind !== undefined;
}
