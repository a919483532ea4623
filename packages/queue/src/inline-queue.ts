import type { Log } from "@perennial/contract";
import { hintKey } from "./hint/hint-key.ts";
import type { Queue, QueueDepth, Worker, WorkHint } from "./queue.ts";
import { reasonOf } from "./reason-of.ts";

/** How the inline queue works. */
export interface InlineQueueOptions {
  readonly log: Log;
  /** Pieces of work done at the same time, of different tenants or kinds. @default 2 */
  readonly concurrency?: number;
}

/**
 * The queue of the embedded default: in this process, without persistence. The same hint rung many times
 * before its turn is done once, and never twice at the same time; a failure is logged and does not end it.
 */
export class InlineQueue implements Queue {
  readonly #log: Log;
  readonly #concurrency: number;
  readonly #waiting = new Map<string, WorkHint>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #looking = new Set<Promise<void>>();
  #worker: Worker | undefined;
  #closed = false;

  constructor(options: InlineQueueOptions) {
    this.#log = options.log;
    this.#concurrency = options.concurrency ?? 2;
  }

  ring(hint: WorkHint): void {
    if (this.#closed) return;
    this.#waiting.set(hintKey(hint), hint);
    this.#next();
  }

  work(worker: Worker): void {
    this.#worker = worker;
    this.#next();
  }

  repeat(every: number, look: () => Promise<void>): void {
    if (this.#closed) return;
    let looking: Promise<void> | undefined;
    const timer = setInterval(() => {
      // One that takes longer than the time between two is not begun a second time.
      if (looking) return;
      const mine = this.#look(look).finally(() => {
        this.#looking.delete(mine);
        looking = undefined;
      });
      looking = mine;
      this.#looking.add(mine);
    }, every);
    this.#timers.push(timer);
  }

  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  async depth(): Promise<QueueDepth> {
    return { waiting: this.#waiting.size, underWay: this.#running.size };
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#waiting.clear();
    await Promise.all(this.#looking);
    await this.idle();
  }

  #next(): void {
    const worker = this.#worker;
    if (!worker) return;
    for (const [key, hint] of this.#waiting) {
      if (this.#running.size >= this.#concurrency) return;
      if (this.#running.has(key)) continue;
      this.#waiting.delete(key);
      this.#running.set(key, this.#run(worker, hint, key));
    }
  }

  async #look(look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      this.#log.error("Looking for due work failed; it is tried again.", {
        reason: reasonOf(error),
      });
    }
  }

  async #run(worker: Worker, hint: WorkHint, key: string): Promise<void> {
    try {
      await Promise.resolve();
      await worker(hint);
    } catch (error) {
      this.#log.error("A piece of work failed and will be found again by the sweep.", {
        ...hint,
        reason: reasonOf(error),
      });
    } finally {
      this.#running.delete(key);
      this.#next();
    }
  }
}
