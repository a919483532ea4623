import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type BorrowedGround, layGround } from "./ground.ts";
import { liveMany, numbers } from "./live-many.ts";
import { type Lived, liveOnce } from "./live-once.ts";

/** How many lives are lived. */
const SEEDS = Number(process.env.PERENNIAL_SEEDS ?? 60);
/** The first seed, where others than those of every run are wanted. */
const FIRST = Number(process.env.PERENNIAL_FIRST_SEED ?? 1);
/** The one life to live again, with its story told. */
const REPLAY = process.env.PERENNIAL_SEED;
/** After so many lives that failed nothing new is learnt. */
const MOST_FAILURES = 3;
/** How many lines of a failed life are told: its end, unless it is replayed. */
const LAST_LINES = 120;

let ground: BorrowedGround;
beforeAll(async () => {
  ground = await layGround(inject("databaseUrl"));
});
afterAll(() => ground?.close());

if (REPLAY === undefined) liveAnew();
else replay(Number(REPLAY));

function replay(seed: number): void {
  test("a life replayed breaks no invariant", { timeout: 5 * 60_000 }, async () => {
    const lived = await liveOnce(ground, seed);
    print(`${lived.story.join("\n")}\n${JSON.stringify(lived.figures)}`);
    expect(lived.broken).toEqual([]);
  });
}

function liveAnew(): void {
  const timeout = Math.max(10 * 60_000, SEEDS * 4_000);
  test("whatever goes wrong, no life breaks an invariant", { timeout }, async () => {
    const begun = performance.now();
    let failures = 0;
    const { lives, figures, failed } = await liveMany(ground, {
      seeds: numbers(FIRST, SEEDS),
      after(lived, count) {
        if (count % 250 === 0) print(`${count} of ${SEEDS} lives`);
        if (lived.broken.length === 0) return "go on";
        tell(lived);
        failures += 1;
        return failures < MOST_FAILURES ? "go on" : "enough";
      },
    });
    const seconds = Math.round((performance.now() - begun) / 1_000);
    print(`${lives} lives in ${seconds} s: ${JSON.stringify(figures)}`);
    expect(failed.map(({ seed, broken }) => ({ seed, broken }))).toEqual([]);
  });

  test("a lock that autovacuum takes for a moment changes no story", {
    timeout: 5 * 60_000,
  }, async () => {
    const once = await liveOnce(ground, FIRST);
    const comesToRest = lockOftenFor(ground);
    const again = await liveOnce(ground, FIRST).finally(comesToRest);
    expect(again.story.map(withoutNumbers)).toEqual(once.story.map(withoutNumbers));
  });

  test("the same seed tells the same story", { timeout: 5 * 60_000 }, async () => {
    for (const seed of numbers(FIRST, 4)) {
      const [once, again] = [await liveOnce(ground, seed), await liveOnce(ground, seed)];
      expect(again.story.map(withoutNumbers)).toEqual(once.story.map(withoutNumbers));
    }
  });
}

/** Locks a table as autovacuum does to cut it short, for longer than a life is patient; gives what ends it. */
function lockOftenFor({ db }: BorrowedGround): () => Promise<void> {
  let isOver = false;
  const lock = async () => {
    const client = await db.pool.connect();
    const hold =
      "begin; lock table attempts in access exclusive mode nowait; select pg_sleep(0.03); commit";
    while (!isOver) {
      // As autovacuum does, it does not wait in line for it.
      await client.query(hold).catch(() => client.query("rollback"));
      await client.query("select pg_sleep(0.02)");
    }
    client.release();
  };
  const locking = lock();
  return () => {
    isOver = true;
    return locking;
  };
}

/** The database numbers companies and enrolments on from where they were. */
function withoutNumbers(line: string): string {
  return line
    .replace(/t\d+-e\d+-|life-\d+/g, "")
    .replace(/"(?:inbox|enrolment|enrolmentId)":\d+/g, "");
}

function tell({ seed, broken, story }: Lived): void {
  print(
    [
      `seed ${seed} failed; again: PERENNIAL_SEED=${seed} npx vitest run --project integration tests/recovery/simulation`,
      ...broken.map(({ invariant, how }) => `  ${invariant}: ${how}`),
      ...story.slice(-LAST_LINES).map((line) => `    ${line}`),
    ].join("\n"),
  );
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
