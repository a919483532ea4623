import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Log } from "@perennial/contract";

/** What the watching thread is given. */
export interface WatchdogData {
  /** How often the loop has turned, and how many bytes of `work` are written. */
  readonly beats: Int32Array<SharedArrayBuffer>;
  /** What the loop is busy with, in words. */
  readonly work: Uint8Array<SharedArrayBuffer>;
  /** How long the loop may be blocked, in milliseconds. */
  readonly limit: number;
  /** How often it is looked at, in milliseconds. */
  readonly tick: number;
}

/** How a process is watched. */
export interface WatchdogOptions {
  /** How long the event loop may be blocked, in milliseconds. */
  readonly limit: number;
  readonly log: Log;
}

/** Watches the event loop of this process. */
export interface Watchdog {
  /** Does something that is named where the loop is found blocked meanwhile. */
  during<T>(what: string, work: () => Promise<T>): Promise<T>;
  /** Ends the watch. */
  stop(): Promise<void>;
}

/** Looks within a limit: a process is ended after the limit and one of these at most. */
const LOOKS = 20;
const MOST_WORDS = 1_024;

/** The watchdog of a process that has none. */
export const NO_WATCHDOG: Watchdog = {
  during: (_what, work) => work(),
  stop: async () => undefined,
};

/**
 * Ends this process with a code other than 0 when its event loop is blocked for longer than the limit, after a line
 * in the log that says with what (reliability.md, 7.2 row 7): all it holds is then taken over by others, and
 * whoever supervises it starts it anew.
 */
export function startWatchdog({ limit, log }: WatchdogOptions): Watchdog {
  const tick = Math.max(1, Math.floor(limit / LOOKS));
  const beats = new Int32Array(new SharedArrayBuffer(8));
  const work = new Uint8Array(new SharedArrayBuffer(MOST_WORDS));
  const data: WatchdogData = { beats, work, limit, tick };
  const program = `./watchdog-thread${extname(import.meta.filename)}`;
  const thread = new Worker(new URL(program, import.meta.url), { workerData: data });
  thread.unref();
  thread.on("error", ({ message: reason }) => {
    log.error("Nobody watches the event loop any more.", { reason });
  });
  const heart = setInterval(() => Atomics.add(beats, 0, 1), tick);
  heart.unref();
  const underWay = new Map<symbol, string>();
  const note = () => {
    const words = [...underWay.values()].join(", ");
    const { written } = new TextEncoder().encodeInto(words, work);
    Atomics.store(beats, 1, written);
  };
  return {
    async during(what, doing) {
      const name = Symbol(what);
      underWay.set(name, what);
      note();
      try {
        return await doing();
      } finally {
        underWay.delete(name);
        note();
      }
    },
    async stop() {
      clearInterval(heart);
      await thread.terminate();
    },
  };
}
