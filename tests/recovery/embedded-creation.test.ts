import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ManualClock } from "@perennial/contract";
import { startWorld, type World } from "@perennial/simulators";
import { openEmbedded } from "@perennial/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Request } from "./messages.ts";
import { databaseProcesses } from "./process-tree.ts";
import { ServerHandle } from "./server-handle.ts";

/** How many first starts are killed; the first few begin with nothing, the others with an empty database. */
const KILLS = Number(process.env.KILLS ?? 4);
const FROM_NOTHING = 2;
/** One in so many is started a third time. */
const LOOK_AGAIN = 3;
const NOW = "2026-03-02T07:00:00.000Z";

let place: string;
let world: World;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "perennial-first-start-"));
  // Root runs PostgreSQL as another user, who must be able to pass.
  await chmod(place, 0o711);
  world = await startWorld({ clock: new ManualClock(NOW), customers: 20 });
  const server = await openEmbedded({ dataDir: template(), log: () => undefined });
  await server.stop();
});

afterAll(async () => {
  await world.stop();
  await rm(place, { recursive: true, force: true, maxRetries: 5 });
});

/** A data directory in which PostgreSQL has been made and nothing else has happened. */
function template(): string {
  return join(place, "template");
}

function dataDirOf(name: string, fromNothing: boolean): string {
  const dataDir = join(place, name);
  // Keeps owners, which a copy by Node does not.
  if (!fromNothing) execFileSync("cp", ["-a", template(), dataDir]);
  return dataDir;
}

function start(dataDir: string): Request {
  return { do: "start", dataDir, publicUrl: "http://127.0.0.1:4000", now: NOW };
}

/** Starts, does a day's work and stops. */
async function live(dataDir: string, setUp: boolean): Promise<void> {
  const server = await ServerHandle.load();
  await server.ask(start(dataDir));
  if (setUp) await server.ask({ do: "set-up", settings: world.settings });
  await server.ask({ do: "settle" });
  await server.ask({ do: "stop" });
  await server.ended();
  expect(server.errors).toEqual([]);
}

/** How long a first start takes here and now, in milliseconds. */
async function timeFirstStart(fromNothing: boolean): Promise<number> {
  const dataDir = dataDirOf(`timed-${fromNothing}`, fromNothing);
  const server = await ServerHandle.load();
  const begun = performance.now();
  await server.ask(start(dataDir));
  const took = performance.now() - begun;
  await server.ask({ do: "stop" });
  await server.ended();
  return took;
}

async function killFirstStart(dataDir: string, delay: number): Promise<void> {
  const server = await ServerHandle.load();
  const starting = server.ask(start(dataDir)).catch(() => undefined);
  await sleep(delay);
  server.kill(databaseProcesses(dataDir));
  await server.ended();
  await starting;
}

test("a first start that is killed at any moment is made up for by the next, tables, key and token included", {
  timeout: 300_000,
}, async () => {
  const whole = { nothing: await timeFirstStart(true), empty: await timeFirstStart(false) };
  for (let number = 0; number < KILLS; number++) {
    const fromNothing = number < FROM_NOTHING;
    const [index, of] = fromNothing
      ? [number, FROM_NOTHING]
      : [number - FROM_NOTHING, KILLS - FROM_NOTHING];
    const dataDir = dataDirOf(String(number), fromNothing);
    await killFirstStart(
      dataDir,
      ((index + 0.5) / of) * 1.05 * (fromNothing ? whole.nothing : whole.empty),
    );
    await live(dataDir, true);
    // What was sealed in that life is opened in the next.
    if (number % LOOK_AGAIN === 0) await live(dataDir, false);
    expect(databaseProcesses(dataDir)).toEqual([]);
  }
});
