import type { Clock, Instant } from "@perennial/contract";
import type { FaultOptions } from "./fault/faults.ts";

/** Something of the outside world that has things to do at moments of the clock. */
export interface Beat {
  /** The earliest moment at which it has something to do; may have passed already. */
  nextDue(): Instant | undefined;
  /** Does what is due at that earliest moment and gives the number of things done. */
  runDue(): Promise<number>;
}

/** What every simulator is started with. */
export interface SimulatorOptions {
  readonly clock: Clock;
  /** The port to listen on. @default 0, a free one */
  readonly port?: number;
  /** The faults it starts with; they can be changed while it runs. @default none */
  readonly faults?: FaultOptions;
  /**
   * A file that gets one JSON line for each acceptance, written before the answer leaves. What an
   * existing file holds is taken up again: the simulator remembers what it accepted before.
   */
  readonly journal?: string;
}

/**
 * Does everything that is due by the clock, in the order of time, including what follows from it, and
 * gives the number of things done. When several have the same moment, the first named goes first.
 */
export async function runAllDue(beats: readonly Beat[], clock: Clock): Promise<number> {
  let done = 0;
  for (;;) {
    const beat = earliest(beats);
    const due = beat?.nextDue();
    if (beat === undefined || due === undefined || due > clock.now()) return done;
    done += await beat.runDue();
  }
}

/** Several as one. */
export function joinBeats(beats: readonly Beat[]): Beat {
  return {
    nextDue: () => earliestDue(beats),
    runDue: async () => (await earliest(beats)?.runDue()) ?? 0,
  };
}

/** The earliest moment at which any of them has something to do. */
export function earliestDue(beats: readonly Beat[]): Instant | undefined {
  return earliest(beats)?.nextDue();
}

function earliest(beats: readonly Beat[]): Beat | undefined {
  let first: Beat | undefined;
  let firstDue: Instant | undefined;
  for (const beat of beats) {
    const due = beat.nextDue();
    if (due === undefined || (firstDue !== undefined && due >= firstDue)) continue;
    first = beat;
    firstDue = due;
  }
  return first;
}
