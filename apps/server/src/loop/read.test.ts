import { rm } from "node:fs/promises";
import { join } from "node:path";
import {
  type ChangePage,
  type Connector,
  ConnectorError,
  Customer,
  ManualClock,
} from "@perennial/contract";
import { openQueues } from "@perennial/queue";
import { saveConnection } from "@perennial/runtime";
import {
  asTenant,
  claimRead,
  connectionString,
  type EmbeddedServer,
  ensureTenant,
  listConnections,
  openEmbedded,
  readAnew,
  requestRead,
  type Tenant,
} from "@perennial/store";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { createContext, type ServerRuntime } from "../setup/create-context.ts";
import { type OpenStore, openStore } from "../setup/open-store.ts";
import { createMarket } from "../testing/market-connector.ts";
import { keepingLog, newDataDir } from "../testing/test-server.ts";
import { createBell, type Ring } from "./bell.ts";
import { openLines } from "./lines.ts";
import { type LiveLoop, startLiveLoop } from "./live-loop.ts";

const MONDAY = "2026-03-02T09:00:00.000Z";
/** Longer than any test takes. */
const NEVER = 2_000_000_000;

const { log, lines: logged } = keepingLog();
const clock = new ManualClock(MONDAY);
const { connector } = createMarket();
/** What the market was asked, as `<account> <cursor>`, and what it answers with. */
let asked: string[] = [];
let tell: (account: string, cursor: string) => AsyncIterable<ChangePage>;
let dataDir = "";
let database: EmbeddedServer;
let store: OpenStore;
let runtime: ServerRuntime;

/** A market whose changes the test tells. */
const market: Connector = {
  ...connector,
  async open(settings, context) {
    const session = await connector.open(settings, context);
    const { account } = settings as { readonly account: string };
    return {
      ...session,
      changesSince(cursor = "") {
        asked.push(`${account} ${cursor}`);
        return tell(account, cursor);
      },
    };
  },
};

beforeAll(async () => {
  dataDir = await newDataDir();
  const home = join(dataDir, "database");
  database = await openEmbedded({ dataDir: home, log: () => undefined, durable: false });
  store = await openStore({ databaseUrl: connectionString(database), dataDir, log });
  runtime = await createContext({
    ...{ db: store.db, clock, log, dataDir, vaultKey: undefined },
    ...{ publicUrl: "https://perennial.example", endpointsMayReach: [], connectors: [market] },
  });
}, 60_000);
afterAll(async () => {
  await runtime.connections.close();
  await store.close();
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);
beforeEach(() => {
  asked = [];
  tell = onePage;
});

/** A customer a page, whom the market names by the cursor. */
async function* onePage(account: string, cursor: string): AsyncGenerator<ChangePage> {
  const next = `${Number(cursor) + 1}`;
  const about = { id: `c${account}-${next}`, name: "Kund", updatedAt: clock.now() };
  const customer = Customer.parse(about);
  const id = `customer:${account}:${next}`;
  yield { signals: [{ id, at: clock.now(), type: "customer.changed", customer }], cursor: next };
}

async function startLoop(): Promise<LiveLoop & { readonly ring: Ring }> {
  const lines = openLines(await openQueues({ log }));
  const loop = startLiveLoop(runtime, { lines, poll: NEVER });
  onTestFinished(() => loop.stop());
  return { ...loop, ring: createBell({ ...runtime, lines }) };
}

async function newCompany(...accounts: readonly string[]): Promise<Tenant> {
  const slug = `market-${accounts.join("-")}`;
  const tenant = await ensureTenant(store.db, { slug, name: slug }, clock.now());
  for (const account of accounts) {
    const settings = { account };
    await saveConnection(runtime, tenant.id, { id: account, connector: market, settings });
  }
  // Its review is another test's.
  await asTenant(store.db, tenant.id, (tx) =>
    tx.run(sql`update tenants set review_at = '2030-01-01' where tenant_id = ${tenant.id}`),
  );
  return tenant;
}

const pass = (seconds: number) =>
  clock.moveTo(new Date(Date.parse(clock.now()) + seconds * 1_000).toISOString());
const askedOf = (account: string) => asked.filter((each) => each.startsWith(`${account} `));
const standing = ({ id }: Tenant) => asTenant(store.db, id, listConnections);

test("a connection is read at once, and then again every quarter of an hour", async () => {
  await newCompany("101");
  const loop = await startLoop();
  await loop.catchUp();
  expect(askedOf("101")).toEqual(["101 "]);
  pass(899);
  await loop.catchUp();
  expect(askedOf("101")).toHaveLength(1);
  pass(1);
  await loop.catchUp();
  expect(askedOf("101")).toEqual(["101 ", "101 1"]);
});

test("a connection is read when somebody asks, from the beginning if they wish", async () => {
  const tenant = await newCompany("102");
  const loop = await startLoop();
  await loop.catchUp();
  await asTenant(store.db, tenant.id, (tx) => requestRead(tx, "102"));
  loop.ring(tenant.id, "read");
  await vi.waitFor(() => expect(askedOf("102")).toEqual(["102 ", "102 1"]));
  await asTenant(store.db, tenant.id, (tx) => readAnew(tx, "102"));
  loop.ring(tenant.id, "read");
  await vi.waitFor(() => expect(askedOf("102")).toEqual(["102 ", "102 1", "102 "]));
  await loop.catchUp();
});

test("of many processes one reads a connection, while others read the tenant's others", async () => {
  const tenant = await newCompany("103", "104");
  const door = Promise.withResolvers<void>();
  const under = new Set<string>();
  let twice = 0;
  tell = async function* (account, cursor) {
    if (under.has(account)) twice += 1;
    under.add(account);
    await door.promise;
    yield* onePage(account, cursor);
    under.delete(account);
  };
  const loops = [await startLoop(), await startLoop()];
  await vi.waitFor(() => expect([...under].sort()).toEqual(["103", "104"]));
  for (const { ring } of loops) ring(tenant.id, "read");
  door.resolve();
  await Promise.all(loops.map((loop) => loop.catchUp()));
  expect([twice, asked.sort()]).toEqual([0, ["103 ", "104 "]]);
});

test("what a dead process was reading is read when its lease has ended", async () => {
  const tenant = await newCompany("105");
  const until = new Date(Date.parse(clock.now()) + 300_000).toISOString();
  await asTenant(store.db, tenant.id, (tx) => claimRead(tx, { now: clock.now(), until }));
  const loop = await startLoop();
  await loop.catchUp();
  expect(askedOf("105")).toEqual([]);
  pass(300);
  await loop.catchUp();
  expect(askedOf("105")).toEqual(["105 "]);
});

test("one that fails is tried later each time, and others are read meanwhile", async () => {
  await newCompany("106", "107");
  tell = async function* (account, cursor) {
    if (account === "106") {
      throw new ConnectorError({ connector: "market", kind: "unavailable", message: "closed" });
    }
    yield* onePage(account, cursor);
  };
  const loop = await startLoop();
  await loop.catchUp();
  expect([askedOf("106"), askedOf("107")]).toEqual([["106 "], ["107 "]]);
  for (const seconds of [29, 1, 119, 1]) {
    pass(seconds);
    await loop.catchUp();
  }
  expect(askedOf("106")).toHaveLength(3);
  tell = onePage;
  pass(600);
  await loop.catchUp();
  pass(900);
  await loop.catchUp();
  expect(askedOf("106")).toEqual(["106 ", "106 ", "106 ", "106 ", "106 1"]);
  expect(logged.filter((line) => line.startsWith("error"))).toEqual([]);
});

test("a reading that the process stops in goes on where it was", async () => {
  const tenant = await newCompany("108");
  const first = await startLoop();
  const begun = Promise.withResolvers<void>();
  tell = async function* (account, cursor) {
    yield* onePage(account, cursor);
    begun.resolve();
    yield* onePage(account, `${Number(cursor) + 1}`);
    yield* onePage(account, `${Number(cursor) + 2}`);
  };
  const caught = first.catchUp();
  await begun.promise;
  first.interrupt();
  await first.stop();
  await caught;
  const [{ cursor, syncedAt } = { cursor: "", syncedAt: "" }] = await standing(tenant);
  expect([Number(cursor) < 3, syncedAt]).toEqual([true, null]);
  tell = onePage;
  const second = await startLoop();
  await second.catchUp();
  expect(askedOf("108").at(-1)).toBe(`108 ${cursor}`);
  expect((await standing(tenant))[0]?.syncedAt).not.toBeNull();
});

test("the review reads before it looks at dates, and a first load that is done asks for one", async () => {
  const tenant = await newCompany("109");
  const reviewAt = async () => {
    const [row] = await asTenant(store.db, tenant.id, (tx) =>
      tx.rows(sql<{ at: string | null }>`select review_at as at from tenants`),
    );
    return row?.at;
  };
  const loop = await startLoop();
  await loop.catchUp();
  await loop.catchUp();
  expect(await reviewAt()).toBe("2026-03-03T06:00:00.000Z");
  expect(askedOf("109")).toEqual(["109 "]);
  pass(61);
  loop.ring(tenant.id, "review");
  await vi.waitFor(() => expect(askedOf("109")).toEqual(["109 ", "109 1"]));
  await loop.catchUp();
});
