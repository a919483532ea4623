import { changeState } from "@perennial/runtime";
import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { flushRedis } from "./fleet/disturber.ts";
import { Fleet } from "./fleet/fleet.ts";
import { FLEET_PROGRAM } from "./fleet/fleet-program.ts";
import { throughDoors } from "./fleet/set-up.ts";
import { until } from "./fleet/until.ts";

const LONG = 5 * 60_000;
const CUSTOMERS = 9;
const WORKERS = 2;

let fleet: Fleet;
let rounds = 0;

beforeAll(async () => {
  fleet = await Fleet.open({ customers: CUSTOMERS, durable: true, calls: false });
  await fleet.openDoors();
  await Promise.all(Array.from({ length: WORKERS }, () => fleet.addWorker()));
  await until(
    () => fleet.database.rows("select 1 from outbox where kind = 'call' and state = 'done'"),
    (done) => done.length === CUSTOMERS,
  );
}, LONG);
afterAll(() => fleet.close());
// Nobody has ended by itself, whatever happened before.
beforeEach(() => expect(fleet.workers).toHaveLength(WORKERS));

/** One more customer's call is over. */
function finishCall(): void {
  const call = fleet.outside.dialer.calls[rounds];
  if (!call) throw new Error("There is no call left.");
  rounds += 1;
  fleet.outside.finish(call);
}

/** How many tasks there are in the CRM. */
function tasks(): number {
  return fleet.outside.crm.accepted.entries.filter(
    ({ command }) => kindOf(command) === "create-task",
  ).length;
}

function kindOf(command: unknown): unknown {
  return typeof command === "object" && command !== null && "kind" in command && command.kind;
}

/** A call is over, its report is taken, and the task that follows is in the CRM, once. */
async function workGoesOn(): Promise<void> {
  const before = tasks();
  finishCall();
  await until(tasks, (now) => now > before);
  // Nothing is under way any more; what a paused program asked for before may be held.
  await until(
    () => fleet.database.rows("select 1 from outbox where state in ('claimed', 'unknown')"),
    (open) => open.length === 0,
  );
  expect(tasks()).toBe(before + 1);
}

function setProgram(state: "active" | "paused") {
  const change = { program: FLEET_PROGRAM, state };
  return throughDoors(fleet.order, ({ runtime, tenant }) =>
    changeState(runtime, tenant.id, change),
  );
}

async function configureRedis(...settings: readonly (readonly [string, string])[]): Promise<void> {
  const client = new Redis(fleet.redis.url);
  for (const [name, value] of settings) await client.config("SET", name, value);
  client.disconnect();
}

async function keysInRedis(): Promise<number> {
  const client = new Redis(fleet.redis.url);
  const size = await client.dbsize();
  client.disconnect();
  return size;
}

describe("Redis", () => {
  test("killed with all it held loses nothing (reliability.md, 7.2 row 8)", {
    timeout: LONG,
  }, async () => {
    await workGoesOn();
    // Or there would be nothing to lose.
    expect(await keysInRedis()).toBeGreaterThan(0);
    await fleet.redis.kill();
    await fleet.redis.restart();
    await workGoesOn();
  });

  test("flushed loses nothing, and a program that is paused stays paused (7.2 row 9)", {
    timeout: LONG,
  }, async () => {
    expect(await setProgram("paused")).toBe("changed");
    await flushRedis(fleet);
    const before = tasks();
    finishCall();
    await until(
      () =>
        fleet.database.rows(
          "select 1 from outbox where kind = 'task' and reason = 'program-paused'",
        ),
      (held) => held.length === 1,
    );
    await flushRedis(fleet);
    expect(tasks()).toBe(before);
    expect(await setProgram("active")).toBe("changed");
  });

  test("gone: reports are taken all the same, and the work is done (7.2 row 10)", {
    timeout: LONG,
  }, async () => {
    await fleet.redis.kill();
    onTestFinished(() => fleet.redis.restart());
    const { refused } = fleet.outside.reporter;
    await workGoesOn();
    expect(fleet.outside.reporter.refused).toBe(refused);
  });

  test("full takes no hint, and the work is done all the same (7.2 row 11)", {
    timeout: LONG,
  }, async () => {
    await configureRedis(["maxmemory-policy", "noeviction"], ["maxmemory", "1"]);
    onTestFinished(() => configureRedis(["maxmemory", "0"]));
    const client = new Redis(fleet.redis.url);
    onTestFinished(() => client.disconnect());
    await expect(client.set("a", "b")).rejects.toThrow("OOM");
    await workGoesOn();
  });
});

describe("PostgreSQL", () => {
  test.for([
    ["restarted", () => fleet.database.stop()],
    ["killed with kill -9", () => fleet.database.kill()],
  ] as const)(
    "%s: deliveries are refused for their senders to repeat, nothing is sent, and all goes on (7.2 row 12)",
    {
      timeout: LONG,
    },
    async ([, end]) => {
      const { refused } = fleet.outside.reporter;
      const before = tasks();
      await end();
      finishCall();
      await until(
        () => fleet.outside.reporter.refused,
        (now) => now > refused,
      );
      expect(fleet.outside.reporter.lastRefusal).toBe(503);
      expect(tasks()).toBe(before);
      await fleet.database.start();
      await until(tasks, (now) => now === before + 1);
      expect(fleet.workers).toHaveLength(WORKERS);
      await workGoesOn();
    },
  );
});
