import { AsyncLocalStorage } from "node:async_hooks";
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers/promises";
import type { Clock } from "@perennial/contract";

/** Something a worker is busy with: a round of a loop, or taking a delivery. */
export interface Errand {
  readonly worker: string;
  readonly name: string;
  /** The moment of the story at which it began. */
  readonly since: number;
  readonly clock: Clock;
  /** Stands still for so many milliseconds of the story; rejects where `signal` ends it. */
  readonly pause: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** The errand that the running code belongs to. */
export const errandNow = new AsyncLocalStorage<Errand>();

const machineNow = performance.now.bind(performance);
const machineSleep = timers.setTimeout;

/**
 * While an errand runs, the machine's own time is the story's: a process that was stopped for two minutes and
 * goes on sees by its monotonic clock that they have passed (reliability.md, 7.2 row 6), and must see so here; and
 * what it waits for, such as the pause before a transaction is tried again, it waits for in the story.
 * Gives what puts the machine's time back.
 */
export function virtualMachineTime(): () => void {
  performance.now = () => {
    const errand = errandNow.getStore();
    return errand ? Date.parse(errand.clock.now()) : machineNow();
  };
  letSleep((milliseconds, value, options) => {
    const errand = errandNow.getStore();
    if (!errand) return machineSleep(milliseconds, value, options);
    return errand.pause(milliseconds ?? 0, options?.signal).then(() => value);
  });
  return () => {
    performance.now = machineNow;
    letSleep(machineSleep);
  };
}

/** Whoever imports it sees the new one, too. */
function letSleep(sleep: (...args: Parameters<typeof machineSleep>) => Promise<unknown>): void {
  Object.assign(timers, { setTimeout: sleep });
  syncBuiltinESMExports();
}
