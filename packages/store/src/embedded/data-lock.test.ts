import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { takeDataLock } from "./data-lock.ts";
import { EmbeddedPostgresError } from "./embedded-error.ts";
import { chooseHome, type Home } from "./home.ts";
import { newPlace, usePlaces } from "./testing/places.ts";

usePlaces();

const SLOW = { timeout: 60_000 };
const ROUNDS = 150;

/** For each number it reads it tries for that lock, says whether it got it, and holds on to it. */
const CONTENDER = `
  import { createInterface } from "node:readline";
  import { takeDataLock } from ${JSON.stringify(join(import.meta.dirname, "data-lock.ts"))};
  const home = JSON.parse(process.argv[1]);
  for await (const number of createInterface(process.stdin)) {
    const lock = home.lock + number;
    const taken = await takeDataLock({ ...home, lock, lockOwner: lock + "-owner" }).catch((error) => {
      if (error.code !== "in-use") throw error;
    });
    console.log(taken ? "got it" : "refused");
  }`;

function startContender(home: Home) {
  const child = spawn(
    process.execPath,
    ["--conditions=perennial-source", "--input-type=module", "-e", CONTENDER, JSON.stringify(home)],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async tryFor(number: number): Promise<string> {
      child.stdin.write(`${number}\n`);
      return (await lines.next()).value ?? "ended";
    },
    async kill(): Promise<void> {
      const ended = new Promise((resolve) => child.once("close", resolve));
      child.kill("SIGKILL");
      await ended;
    },
  };
}

const homeIn = async (place: string): Promise<Home> =>
  chooseHome(join(place, "data"), () => undefined);

test(
  "of processes that try at once exactly one gets the lock, and its death frees it",
  SLOW,
  async () => {
    const home = await homeIn(await newPlace());
    const contenders = [startContender(home), startContender(home)];
    for (let round = 0; round < ROUNDS; round += 1) {
      const answers = await Promise.all(contenders.map((contender) => contender.tryFor(round)));
      expect(answers.sort(), `round ${round}`).toEqual(["got it", "refused"]);
    }
    await Promise.all(contenders.map((contender) => contender.kill()));
    for (let round = 0; round < ROUNDS; round += 1) {
      (await takeDataLock({ ...home, lock: `${home.lock}${round}` })).release();
    }
  },
);

test("a lock that is held is not had twice in one process, and is free once released", async () => {
  const home = await homeIn(await newPlace());
  const lock = await takeDataLock(home);
  const refused = await takeDataLock(home).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(EmbeddedPostgresError);
  expect(refused).toMatchObject({ code: "in-use" });
  lock.release();
  (await takeDataLock(home)).release();
});
