import { type Figures, type Ground, type Lived, liveOnce } from "./live-once.ts";
import type { Planted } from "./planted/planted.ts";

/** Lives lived side by side: while one waits for the database, another goes on. */
const SIDE_BY_SIDE = 3;

/** Which lives to live. */
export interface Many {
  readonly seeds: Iterable<number>;
  readonly planted?: Planted;
  /** Told after each life; when it says so, no further one is begun. */
  readonly after?: (lived: Lived, count: number) => "go on" | "enough";
}

/** What came of many lives. */
export interface LivedMany {
  readonly lives: number;
  /** All figures added up. */
  readonly figures: Figures;
  /** Those of which something must not have been. */
  readonly failed: readonly Lived[];
}

/** Lives many lives. A life does not depend on which others are lived beside it. */
export async function liveMany(
  ground: Ground,
  { seeds, planted, after }: Many,
): Promise<LivedMany> {
  const waiting = seeds[Symbol.iterator]();
  const failed: Lived[] = [];
  let figures: Figures = { effects: 0, sent: 0, letters: 0, kills: 0, stalls: 0, faults: 0 };
  let lives = 0;
  let isEnough = false;
  const lane = async () => {
    while (!isEnough) {
      const { value: seed, done } = waiting.next();
      if (done === true) return;
      const lived = await liveOnce(ground, seed, planted);
      lives += 1;
      figures = sum(figures, lived.figures);
      if (lived.broken.length > 0) failed.push(lived);
      if (after?.(lived, lives) === "enough") isEnough = true;
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
  return { lives, figures, failed };
}

function sum(a: Figures, b: Figures): Figures {
  return {
    effects: a.effects + b.effects,
    sent: a.sent + b.sent,
    letters: a.letters + b.letters,
    kills: a.kills + b.kills,
    stalls: a.stalls + b.stalls,
    faults: a.faults + b.faults,
  };
}

/** The numbers from one to another. */
export function* numbers(first: number, count: number): Generator<number> {
  for (let number = first; number < first + count; number++) yield number;
}
