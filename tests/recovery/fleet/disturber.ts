import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import { drawFrom } from "../draw.ts";
import type { Fleet } from "./fleet.ts";
import { Member } from "./member.ts";

/** How long workers are left alone between two kills, in milliseconds. */
const BETWEEN_KILLS = 2_000;
/** Processes that are loaded ahead, side by side: loading takes longer than it takes to the next kill. */
const SPARES = 2;
/** How soon a worker is started again that could not start, in milliseconds. */
const AGAIN = 500;

/** Something done to what the processes share, once such a share of the work is done. */
export interface Blow {
  readonly at: number;
  readonly name: string;
  readonly strike: (fleet: Fleet) => Promise<void>;
}

/** Redis forgets everything. */
export async function flushRedis({ redis }: Fleet): Promise<void> {
  const client = new Redis(redis.url);
  await client.flushall();
  client.disconnect();
}

/** Redis is gone for the time of three kills and comes back empty. */
export async function loseRedis({ redis }: Fleet): Promise<void> {
  await redis.kill();
  await pause(3 * BETWEEN_KILLS);
  await redis.restart();
}

/** PostgreSQL stops in order and starts again. */
export async function restartDatabase({ database }: Fleet): Promise<void> {
  await database.stop();
  await database.start();
}

/** PostgreSQL is killed with all its processes and starts again. */
export async function killDatabase({ database }: Fleet): Promise<void> {
  await database.kill();
  await database.start();
}

/** How processes are killed. */
export interface DisturberOptions {
  readonly fleet: Fleet;
  readonly workers: number;
  /** Decides who is killed. */
  readonly seed: number;
  readonly blows: readonly Blow[];
  /** How much of the work is done, from 0 to 1. */
  readonly progress: () => number;
  /**
   * How many are killed at most: on a machine so slow that nobody lives long enough to send anything, the work
   * would never be done.
   */
  readonly most: number;
}

/**
 * Kills a random worker with `kill -9` every two seconds and has another started in its place, as whoever keeps
 * processes running does; and strikes at what they share.
 */
export class Disturber {
  /** Workers that were killed. */
  kills = 0;
  /** Blows that were struck, in order. */
  readonly struck: string[] = [];
  /** How many could not start, as none can while PostgreSQL is away, and were started again. */
  unstarted = 0;
  /** Workers that were at work and ended by themselves, with their last words. */
  readonly fallen: string[] = [];
  readonly #options: DisturberOptions;
  readonly #draw: () => number;
  readonly #spares = new Spares();
  #striking: Promise<void> = Promise.resolve();
  #starting = new Set<Promise<void>>();
  #over = false;

  constructor(options: DisturberOptions) {
    this.#options = options;
    this.#draw = drawFrom(options.seed);
  }

  /** Begins with everybody at work. */
  async begin(): Promise<void> {
    const { workers } = this.#options;
    await Promise.all(Array.from({ length: workers }, () => this.#replace()));
  }

  /** Goes on until all of the work is done that can be done at once, and every blow was struck. */
  async disturb(): Promise<void> {
    while (this.#options.progress() < 1 || this.struck.length < this.#options.blows.length) {
      await pause(BETWEEN_KILLS);
      this.#killOne();
      await this.#strike();
    }
    await this.#striking;
  }

  /** Leaves everybody at work alone from now on, and ends those that were loaded for nothing. */
  async end(): Promise<void> {
    await Promise.all(this.#starting);
    this.#over = true;
    await this.#spares.close();
  }

  /** Not before somebody stands by: a machine that loads slowly would soon have nobody left. */
  #killOne(): void {
    if (!this.#spares.isReady || this.kills >= this.#options.most) return;
    const { workers } = this.#options.fleet;
    const victim = workers[Math.floor(this.#draw() * workers.length)];
    if (!victim) return;
    this.kills += 1;
    victim.signal("SIGKILL");
    this.#start();
  }

  /** The next blow that is due, if none is being struck. */
  async #strike(): Promise<void> {
    const { blows, progress, fleet } = this.#options;
    const next = blows[this.struck.length];
    if (!next || progress() < next.at || this.#isStriking) return;
    this.#isStriking = true;
    this.#striking = next.strike(fleet).then(() => {
      this.struck.push(next.name);
      this.#isStriking = false;
    });
    this.#striking.catch(() => undefined);
  }
  #isStriking = false;

  #start(): void {
    const starting = this.#replace().finally(() => this.#starting.delete(starting));
    this.#starting.add(starting);
  }

  async #replace(): Promise<void> {
    for (;;) {
      const member = await this.#spares.take();
      if (this.#over) return member.kill();
      try {
        await this.#options.fleet.addWorker(Promise.resolve(member));
        this.#watch(member);
        return;
      } catch {
        if ((await member.ended).signal === "SIGKILL") return;
        this.unstarted += 1;
        await pause(AGAIN);
      }
    }
  }

  /** One that ends by itself is started again, and told of. */
  #watch(member: Member): void {
    void member.ended.then(({ signal, code }) => {
      if (signal === "SIGKILL" || this.#over) return;
      this.fallen.push(`${signal ?? code}: ${member.lines.at(-1)}`);
      this.#start();
    });
  }
}

/** Workers that are loaded and wait for their start. */
class Spares {
  readonly #loading: { readonly member: Promise<Member>; isLoaded: boolean }[] = [];

  constructor() {
    for (let number = 0; number < SPARES; number++) this.#load();
  }

  /** Whether one stands by. */
  get isReady(): boolean {
    return this.#loading[0]?.isLoaded === true;
  }

  /** Gives the next; another is loaded in its place. */
  async take(): Promise<Member> {
    const next = this.#loading.shift();
    const member = await (next?.member ?? Member.load("worker"));
    this.#load();
    return member;
  }

  async close(): Promise<void> {
    await Promise.all(this.#loading.map(async ({ member }) => (await member).kill()));
  }

  #load(): void {
    const one = { member: Member.load("worker"), isLoaded: false };
    void one.member.then(() => {
      one.isLoaded = true;
    });
    this.#loading.push(one);
  }
}
