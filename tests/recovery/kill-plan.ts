import type { Instant } from "@perennial/contract";

/** Who is killed: the server alone, so that PostgreSQL is left behind, or everything. */
export type Victim = "server" | "everything";

/** A kill that is to come. */
export interface Kill {
  readonly victim: Victim;
  /** While it works, or while it starts after the kill before. */
  readonly during: "work" | "start";
  /** Not before this moment of the story, and so many acts since the last start or since that moment. */
  readonly moment: Instant;
  readonly acts: number;
  /** The milliseconds of real time after that. */
  readonly delay: number;
}

/** How many of the kills hit a server that is starting. */
const WHILE_STARTING = 0.15;
/** How many leave PostgreSQL behind. */
const SERVER_ALONE = 0.6;
/** A start takes about this long, in milliseconds. */
const START = 350;
/** What is acted upon takes about this long, in milliseconds. */
const ACT = 40;

/**
 * Draws kills from a seed, as many at each moment as much happens there: `acts` are the moments of everything that
 * happened in the same story when nobody was killed.
 */
export function planKills(seed: number, count: number, acts: readonly Instant[]): readonly Kill[] {
  const draw = drawFrom(seed);
  const places = Array.from({ length: count }, () => Math.floor(draw() * acts.length));
  return places
    .sort((one, other) => one - other)
    .map((place, index) => {
      const moment = acts[place] ?? "";
      const during = index > 0 && draw() < WHILE_STARTING ? "start" : "work";
      return {
        victim: draw() < SERVER_ALONE ? "server" : "everything",
        during,
        moment,
        acts: place - acts.indexOf(moment),
        delay: draw() * (during === "start" ? START : ACT),
      };
    });
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function drawFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
