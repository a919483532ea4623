import { setImmediate as immediate } from "node:timers/promises";
import type { Instant } from "@perennial/contract";
import type { Errand } from "./errand.ts";

/** A place in the code of a worker at which it stands until it is its turn. */
export interface Stop {
  readonly errand: Errand;
  readonly at: string;
  /** It cannot go on before this moment. */
  readonly notBefore: Instant | undefined;
  /** Time does not pass beyond this moment while it stands here. */
  readonly notAfter: Instant | undefined;
  readonly go: () => void;
}

/** When somebody who stands still can go on, and must. */
export interface StopTime extends Partial<Pick<Stop, "notBefore" | "notAfter">> {
  /** Takes it off the stops; it is rejected then. */
  readonly signal?: AbortSignal | undefined;
}

/** Something of the database's that is under way. */
interface UnderWay {
  readonly errand: Errand | undefined;
  /** The process of PostgreSQL that does it. */
  readonly pid: number | undefined;
}

/** Asks PostgreSQL which of some processes wait for a lock, and whose, and whose those wait for in turn. */
export type WhoWaits = (pids: readonly number[]) => Promise<ReadonlyMap<number, readonly number[]>>;

/** How long the database may take before it is asked whether something waits for a lock, in milliseconds. */
const PATIENCE = 10;
/** Nothing stands still for so long unless the simulation itself is at fault, in milliseconds. */
const TOO_LONG = 30_000;

/**
 * Lets one worker go on at a time, from one stop to the next, so that a seed decides how workers interleave and
 * PostgreSQL's own speed does not. Between stops statements run as they do in production, several in one go.
 */
export class Turns {
  readonly #whoWaits: WhoWaits;
  #stops: Stop[] = [];
  readonly #underWay = new Set<UnderWay>();
  /** The processes of PostgreSQL that serve the workers' open transactions. */
  readonly #serving = new Set<number>();
  /** Told when something that is under way ends. */
  #onEnd: () => void = () => undefined;

  constructor(whoWaits: WhoWaits) {
    this.#whoWaits = whoWaits;
  }

  /** Everybody who waits for a turn, in an order that does not depend on how fast anything was. */
  get stops(): readonly Stop[] {
    return [...this.#stops].sort(
      (a, b) => compare(a.errand.worker, b.errand.worker) || a.errand.since - b.errand.since,
    );
  }

  /** Stands still until it is this stop's turn; for ever, if its worker is killed before. */
  stop(errand: Errand, at: string, when: StopTime = {}): Promise<void> {
    const { notBefore, notAfter, signal } = when;
    return new Promise((go, fail) => {
      const stop = { errand, at, notBefore, notAfter, go };
      this.#stops.push(stop);
      signal?.addEventListener("abort", () => {
        this.#stops = this.#stops.filter((each) => each.go !== go);
        fail(signal.reason);
      });
    });
  }

  /** Lets a stop go on. */
  resume(stop: Stop): void {
    this.#stops = this.#stops.filter((each) => each !== stop);
    stop.go();
  }

  /** Takes a killed worker off the stops: its code never goes on. */
  forget(worker: string): void {
    this.#stops = this.#stops.filter(({ errand }) => errand.worker !== worker);
  }

  /** Stops a worker wherever it stands, until a moment (reliability.md, 7.2 row 6). */
  putToSleep(worker: string, until: Instant): void {
    this.#stops = this.#stops.map((stop) => {
      if (stop.errand.worker !== worker || (stop.notBefore ?? "") >= until) return stop;
      return { ...stop, notBefore: until };
    });
  }

  /** Whether something of a worker's is under way in the database, such as waiting for a lock. */
  isUnderWay(worker: string): boolean {
    return [...this.#underWay].some(({ errand }) => errand?.worker === worker);
  }

  /** Told which process of PostgreSQL serves a worker from now on; gives what says that it does no longer. */
  serve(pid: number | undefined): () => void {
    if (pid === undefined) return () => undefined;
    this.#serving.add(pid);
    return () => void this.#serving.delete(pid);
  }

  /** Does something in the database; nobody gets a turn before it is over or waits for a lock. */
  async during<T>(of: UnderWay, work: () => Promise<T>): Promise<T> {
    const mine = { ...of };
    this.#underWay.add(mine);
    try {
      return await work();
    } finally {
      this.#underWay.delete(mine);
      this.#onEnd();
    }
  }

  /** Resolves when nobody can go on without a turn. */
  async quiet(): Promise<void> {
    for (let waited = 0; waited < TOO_LONG; ) {
      await immediate();
      if (this.#underWay.size === 0) {
        await immediate();
        if (this.#underWay.size === 0) return;
        continue;
      }
      if (await this.#ends(PATIENCE)) continue;
      waited += PATIENCE;
      if (await this.#allHeld()) return;
    }
    const waiting = [...this.#underWay].map(({ errand, pid }) => `${errand?.name} on ${pid}`);
    throw new Error(`The simulation does not come to rest: ${waiting.join(", ")}.`);
  }

  /** Whether something ends within so many milliseconds of real time. */
  async #ends(milliseconds: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const late = setTimeout(() => resolve(false), milliseconds);
    this.#onEnd = () => resolve(true);
    const ended = await promise;
    clearTimeout(late);
    return ended;
  }

  /**
   * Whether all that is under way waits for somebody who waits for a turn. A cycle is PostgreSQL's to break, and what
   * autovacuum or another life holds for a moment comes free without a turn of this one's.
   */
  async #allHeld(): Promise<boolean> {
    const pids = [...this.#underWay].map(({ pid }) => pid ?? 0);
    if (pids.length === 0 || pids.includes(0)) return false;
    const waits = await this.#whoWaits(pids);
    const heldBy = (pid: number, seen: ReadonlySet<number>): boolean =>
      (waits.get(pid) ?? []).some(
        (holder) =>
          (this.#serving.has(holder) && !pids.includes(holder)) ||
          (!seen.has(holder) && heldBy(holder, new Set([...seen, holder]))),
      );
    return pids.every((pid) => heldBy(pid, new Set([pid])));
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
