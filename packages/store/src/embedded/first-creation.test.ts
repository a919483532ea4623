import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isServing } from "./reach-server.ts";
import { OpenerProcess } from "./testing/opener-process.ts";
import { killAllOn, newPlace, open, processesOn, usePlaces } from "./testing/places.ts";

usePlaces();

const KILLS = Number(process.env.KILLS ?? 14);
/** One in so many is a kill -9 of our process alone, while initdb or the new server goes on. */
const ORPHAN_EVERY = 5;
const LANES = 2;

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
  // Evenly from the first step to just after the server is up.
  const kills = Array.from({ length: KILLS }, (_, number) => ({
    delay: ((number + 0.5) / KILLS) * 1.05 * whole,
    whom: number % ORPHAN_EVERY === 2 ? ("parent" as const) : ("everything" as const),
  })).values();
  const outcomes: string[] = [];
  const lane = async () => {
    for (const kill of kills) outcomes.push(await killAndOpen(kill));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  expect(outcomes).toHaveLength(KILLS);
  // Most moments fall before the rename that makes the database real.
  expect(outcomes).toContain("created");
});
