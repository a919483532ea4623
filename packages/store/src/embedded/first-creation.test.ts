import { readdir } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isServing } from "./reach-server.ts";
import { OpenerProcess } from "./testing/opener-process.ts";
import { killAllOn, newPlace, open, processesOn } from "./testing/places.ts";

/** kill -9 of the whole process tree. */
const KILLS = 25;
/** kill -9 of our process alone, while initdb or the new server goes on. */
const ORPHANED = 3;
const LANES = 2;
const SEED = 7;

type Whom = "everything" | "parent";

/** How long a first creation takes from the word "open" to its answer, here and now, in milliseconds. */
async function timeOneCreation(): Promise<number> {
  const opener = await OpenerProcess.start(join(await newPlace(), "data"));
  const begun = performance.now();
  const { server } = await opener.opened();
  const took = performance.now() - begun;
  expect(server?.how).toBe("created");
  await opener.stop();
  return took;
}

/** Kills a first creation at one moment and opens at once what is left of it. */
async function killAndOpen({ delay, whom }: { delay: number; whom: Whom }): Promise<string> {
  const dataDir = join(await newPlace(), "data");
  const opener = await OpenerProcess.start(dataDir);
  opener.open();
  await new Promise((resolve) => setTimeout(resolve, delay));
  if (whom === "parent") await opener.kill();
  else {
    await opener.killGroup();
    await killAllOn(dataDir);
  }

  const server = await open(dataDir);
  expect(await isServing(server)).toBe(true);
  await server.stop();
  const leftovers = (await readdir(dataDir)).filter((name) => name.includes("draft"));
  expect(leftovers).toEqual([]);
  expect(processesOn(dataDir)).toEqual([]);
  return server.how;
}

test("a first creation that is killed at any moment opens the next time", {
  timeout: 180_000,
}, async () => {
  const whole = await timeOneCreation();
  // Moments from the first step to just after the server is up; the same ones in every run.
  const moments = fc.sample(fc.double({ min: 0, max: 1.05, noNaN: true }), {
    numRuns: KILLS + ORPHANED,
    seed: SEED,
  });
  const outcomes: string[] = [];
  const lane = async () => {
    for (let at = moments.pop(); at !== undefined; at = moments.pop())
      outcomes.push(
        await killAndOpen({
          delay: at * whole,
          whom: moments.length < ORPHANED ? "parent" : "everything",
        }),
      );
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  expect(outcomes).toHaveLength(KILLS + ORPHANED);
  // Most moments fall before the rename that makes the database real.
  expect(outcomes).toContain("created");
});
