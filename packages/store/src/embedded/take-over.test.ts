import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { attachEmbedded } from "./attach-embedded.ts";
import { poolConfig } from "./connection.ts";
import { openEmbedded } from "./open-embedded.ts";
import { isAlive } from "./process-identity.ts";
import { OpenerProcess } from "./testing/opener-process.ts";
import { killAllOn, madeEarlier, open, processesOn, usePlaces } from "./testing/places.ts";

usePlaces();

const SLOW = { timeout: 60_000 };

/** A server whose parent was killed. */
async function leaveBehind(dataDir: string): Promise<number> {
  const opener = await OpenerProcess.start(dataDir);
  const { server } = await opener.opened();
  await opener.kill();
  return server?.pid ?? 0;
}

test(
  "a server whose parent was killed goes on and is taken over, sessions and all",
  SLOW,
  async () => {
    const dataDir = await madeEarlier();
    const pid = await leaveBehind(dataDir);
    const attached = await attachEmbedded(dataDir);
    const session = new pg.Client(attached && poolConfig(attached));
    session.on("error", () => undefined);
    await session.connect();

    const lines: string[] = [];
    const server = await open(dataDir, lines);
    expect(server.how).toBe("took over");
    expect(server.pid).toBe(pid);
    expect(lines.join("\n")).toContain(`process ${pid}) was left running and is taken over`);
    expect((await session.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await server.stop();
    expect(isAlive(pid)).toBe(false);
    expect(processesOn(dataDir)).toEqual([]);
  },
);

test("the death of a server that was taken over is told as well", SLOW, async () => {
  const dataDir = await madeEarlier();
  await leaveBehind(dataDir);
  const server = await open(dataDir);
  await killAllOn(dataDir);
  expect((await server.died).message).toContain(`process ${server.pid}) died`);
  await server.stop();
});

test(
  "a left server with other settings is stopped and started anew, never doubled",
  SLOW,
  async () => {
    const dataDir = await madeEarlier();
    const pid = await leaveBehind(dataDir);
    const server = await openEmbedded({ dataDir, log: () => undefined });
    expect(server.how).toBe("took over");
    expect(server.pid).not.toBe(pid);
    expect(isAlive(pid)).toBe(false);
    await server.stop();
  },
);

test("a left server that is not ready is ended and replaced", SLOW, async () => {
  const dataDir = await madeEarlier();
  const pid = await leaveBehind(dataDir);
  // As if its parent had been killed while it was starting.
  const pidFile = join(dataDir, "cluster/data/postmaster.pid");
  await writeFile(pidFile, (await readFile(pidFile, "utf8")).replace("ready", "starting"));
  const server = await open(dataDir);
  expect(server.how).toBe("took over");
  expect(isAlive(pid)).toBe(false);
  await server.stop();
});

test(
  "after kill -9 of everything, committed rows are there and the rest is not",
  SLOW,
  async () => {
    const dataDir = await madeEarlier();
    const opener = await OpenerProcess.start(dataDir, { durable: true });
    await opener.opened();
    const attached = await attachEmbedded(dataDir);
    const client = new pg.Client(attached && poolConfig(attached));
    client.on("error", () => undefined);
    await client.connect();
    await client.query("create table ledger (id int primary key)");
    await client.query("insert into ledger select generate_series(1, 1000)");
    await client.query("begin; insert into ledger values (1001)");
    await opener.killGroup();
    await killAllOn(dataDir);

    const lines: string[] = [];
    const server = await openEmbedded({ dataDir, log: (line) => lines.push(line) });
    expect(server.how).toBe("started");
    const again = new pg.Client(poolConfig(server));
    await again.connect();
    const { rows } = await again.query("select count(*)::int as count, max(id) as max from ledger");
    await again.end();
    await server.stop();
    expect(rows).toEqual([{ count: 1000, max: 1000 }]);
  },
);

test("after kill -9 of the postmaster alone, its children are waited for", SLOW, async () => {
  const dataDir = await madeEarlier();
  const pid = await leaveBehind(dataDir);
  const attached = await attachEmbedded(dataDir);
  const session = new pg.Client(attached && poolConfig(attached));
  session.on("error", () => undefined);
  await session.connect();
  process.kill(pid, "SIGKILL");
  const server = await open(dataDir);
  expect(server.pid).not.toBe(pid);
  await server.stop();
});

test(
  "a pid file whose number belongs to another process by now does not stop the start",
  SLOW,
  async () => {
    const dataDir = await madeEarlier();
    await leaveBehind(dataDir);
    const pidFile = join(dataDir, "cluster/data/postmaster.pid");
    const text = await readFile(pidFile, "utf8");
    await killAllOn(dataDir);
    // A live process of the server's own user, or PostgreSQL would see by itself that it is a stranger.
    const bystander = await open(await madeEarlier());
    await writeFile(pidFile, text.replace(/^\d+/, String(bystander.pid)));

    const lines: string[] = [];
    const server = await open(dataDir, lines);
    expect(server.how).toBe("started");
    expect(lines.join("\n")).toContain("is something else by now");
    await server.stop();
    expect(isAlive(bystander.pid)).toBe(true);
    await bystander.stop();
  },
);

test("an empty or cut pid file, as after a power loss, does not stop the start", SLOW, async () => {
  const dataDir = await madeEarlier();
  const pidFile = join(dataDir, "cluster/data/postmaster.pid");
  for (const rest of ["", "4194300\n"]) {
    await writeFile(pidFile, rest);
    await (await open(dataDir)).stop();
  }
});
