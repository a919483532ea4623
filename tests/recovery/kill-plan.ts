import type { Instant } from "@perennial/contract";
import { drawFrom } from "./draw.ts";

/**
 * Who is killed: the server alone, so that PostgreSQL is left behind, everything, or PostgreSQL alone, so that the
 * server has to give up by itself.
 */
export type Victim = "server" | "everything" | "database";

/** A kill that is to come. */
export interface Kill {
  readonly victim: Victim;
  /** While it works, or while it starts after the kill before. */
  readonly during: "work" | "start";
  /** Not before this moment of the story, and so many acts after it or after the last start. */
  readonly moment: Instant;
  readonly acts: number;
  /** The milliseconds of real time after that. */
  readonly delay: number;
}

const SHARES: readonly (readonly [Victim, number])[] = [
  ["server", 0.55],
  ["everything", 0.35],
  ["database", 0.1],
];
/** How many of the kills hit a server that is starting. */
const WHILE_STARTING = 0.15;
/** A start takes about this long, in milliseconds. */
const START = 350;
/** What follows from an act takes about this long, in milliseconds. */
const ACT = 40;
/** Nobody is killed in the last part of the story, so that there is something left to be killed in. */
const STORY = 0.97;

/**
 * Draws kills from a seed, as many at each moment as much happens there: `acts` are the moments of everything that
 * happened in the same story when nobody was killed.
 */
export function planKills(seed: number, count: number, acts: readonly Instant[]): readonly Kill[] {
  const draw = drawFrom(seed);
  const places = Array.from({ length: count }, () => Math.floor(draw() * STORY * acts.length));
  return places
    .sort((one, other) => one - other)
    .map((place, index) => {
      const moment = acts[place] ?? "";
      const during = index > 0 && draw() < WHILE_STARTING ? "start" : "work";
      return {
        victim: victimOf(draw()),
        during,
        moment,
        acts: place - acts.indexOf(moment),
        delay: draw() * (during === "start" ? START : ACT),
      };
    });
}

function victimOf(share: number): Victim {
  let rest = share;
  for (const [victim, part] of SHARES) {
    rest -= part;
    if (rest < 0) return victim;
  }
  return "server";
}
