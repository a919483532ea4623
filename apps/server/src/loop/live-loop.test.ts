import { rm } from "node:fs/promises";
import { join } from "node:path";
import { signWebhook } from "@perennial/connector-kit";
import { startServer } from "@perennial/connector-kit/testing";
import { Agreement, Consent, Customer, ManualClock } from "@perennial/contract";
import { openQueues } from "@perennial/queue";
import {
  changeState,
  publishProgram,
  receive,
  saveConnection,
  saveEndpoint,
} from "@perennial/runtime";
import {
  AGREEMENTS,
  addChanges,
  addConsents,
  asTenant,
  CUSTOMERS,
  connectionString,
  type EmbeddedServer,
  ensureTenant,
  lookForWork,
  openEmbedded,
  type Tenant,
  upsertRecords,
} from "@perennial/store";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { CONNECTORS } from "../setup/connectors.ts";
import { createContext, type ServerRuntime } from "../setup/create-context.ts";
import { type OpenStore, openStore } from "../setup/open-store.ts";
import { noticeProgram } from "../testing/notice-program.ts";
import { keepingLog, newDataDir } from "../testing/test-server.ts";
import { createBell, type Ring } from "./bell.ts";
import { openLines } from "./lines.ts";
import { type LiveLoop, startLiveLoop } from "./live-loop.ts";

const MONDAY = "2026-03-02T09:00:00.000Z";
const SIGNING_SECRET = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;
/** Longer than any test takes: what is done was rung for. */
const NEVER = 2_000_000_000;

const { log, lines: logged } = keepingLog();
const clock = new ManualClock(MONDAY);
let dataDir = "";
let database: EmbeddedServer;
let store: OpenStore;
let runtime: ServerRuntime;

beforeAll(async () => {
  dataDir = await newDataDir();
  const home = join(dataDir, "database");
  database = await openEmbedded({ dataDir: home, log: () => undefined, durable: false });
  store = await openStore({ databaseUrl: connectionString(database), dataDir, log });
  const publicUrl = "https://perennial.example";
  runtime = await createContext({
    db: store.db,
    clock,
    log,
    dataDir,
    vaultKey: undefined,
    publicUrl,
    endpointsMayReach: ["loopback"],
  });
}, 60_000);
afterAll(async () => {
  await runtime.connections.close();
  await store.close();
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

async function startLoop(tolerance?: number): Promise<LiveLoop & { readonly ring: Ring }> {
  const lines = openLines(await openQueues({ log }));
  const strict = tolerance === undefined ? {} : { tolerance };
  const loop = startLiveLoop(runtime, { lines, poll: NEVER, ...strict });
  onTestFinished(() => loop.stop());
  return { ...loop, ring: createBell({ ...runtime, lines }) };
}

/** A company with a dialer and a customer whose agreement ends in 85 days. */
async function newCompany(slug: string, demoNow: string | null = null): Promise<Tenant> {
  const tenant = await ensureTenant(store.db, { slug, name: slug, demoNow }, MONDAY);
  const connector = CONNECTORS.find(({ manifest }) => manifest.id === "dialer-webhook");
  if (!connector) throw new Error("there is no connector for dialers");
  const settings = {
    baseUrl: "http://127.0.0.1:9",
    token: "token-of-a-test",
    signingSecret: SIGNING_SECRET,
  };
  await saveConnection(runtime, tenant.id, { id: "dialer", connector, settings });
  const updatedAt = "2026-01-01T00:00:00.000Z";
  const customer = Customer.parse({ id: "c1", name: "Anna Berg", updatedAt });
  const agreement = Agreement.parse({
    ...{ id: "a1", customerId: "c1", product: "Fast", kind: "fixed", updatedAt },
    ...{ start: "2025-05-27", end: "2026-05-26" },
  });
  await asTenant(store.db, tenant.id, async (tx) => {
    await upsertRecords(tx, CUSTOMERS, [customer]);
    await upsertRecords(tx, AGREEMENTS, [agreement]);
  });
  return tenant;
}

/** A call that is over comes in from the dialer. */
async function callComesIn({ id: tenant }: Tenant, entryId: string): Promise<void> {
  const data = { entryId, customerId: "c1", outcome: "reached", endedAt: clock.now() };
  const body = JSON.stringify({ type: "call.finished", timestamp: clock.now(), data });
  const headers = signWebhook({ id: entryId, at: clock.now(), body, secrets: [SIGNING_SECRET] });
  const url = `https://perennial.example/hooks/v1/${tenant}/dialer`;
  const received = await receive(
    runtime,
    { tenant, connection: "dialer" },
    { method: "POST", url, headers, body },
  );
  expect(received).toEqual({ status: "stored", new: true });
}

async function ids(tenant: Tenant, table: "signals" | "enrolments"): Promise<readonly unknown[]> {
  const rows = await asTenant(store.db, tenant.id, (tx) =>
    tx.rows(sql<{ id: unknown }>`select id from ${sql.table(table)} order by id`),
  );
  return rows.map(({ id }) => id);
}

async function setZone({ id }: Tenant, zone: string): Promise<void> {
  await asTenant(store.db, id, (tx) => tx.run(sql`update tenants set time_zone = ${zone}`));
}

test("what comes in is acted on when the door rings, also for a company that the loop does not know yet", async () => {
  const loop = await startLoop();
  await loop.catchUp();
  const tenant = await newCompany("new");
  await callComesIn(tenant, "k1");
  loop.ring(tenant.id);
  await vi.waitFor(async () => expect(await ids(tenant, "signals")).toEqual(["call:k1"]));
});

test("what changed in where a customer stands is told at the next look, without waiting for the night", async () => {
  const loop = await startLoop();
  const tenant = await newCompany("standings");
  await loop.catchUp();
  await asTenant(store.db, tenant.id, (tx) => {
    const change = { id: "near:1", at: MONDAY, customerId: "c1", tier: "gold", remaining: 1 };
    return addChanges(tx, [{ ...change, type: "customer.tier-near" }]);
  });
  await loop.catchUp();
  expect(await ids(tenant, "signals")).toEqual(["near:1"]);
});

test("subscribers are told of what happens, at once and without holding up anything", async () => {
  const tenant = await newCompany("told");
  const told = await startServer(() => ({ status: 204 }));
  onTestFinished(() => told.close());
  const endpoint = { id: "shop", url: told.url, description: "", types: null, ordered: false };
  await saveEndpoint(runtime, tenant.id, { ...endpoint, format: "standard-webhooks" });
  const loop = await startLoop();
  await loop.catchUp();
  const consent = Consent.parse({
    ...{ customerId: "c1", channel: "sms", purpose: "marketing", state: "given", at: MONDAY },
    ...{ source: "web-form", legalBasis: "consent" },
  });
  await asTenant(store.db, tenant.id, (tx) => addConsents(tx, [consent]));
  loop.ring(tenant.id);
  await vi.waitFor(() => expect(told.requests).toHaveLength(1));
  expect(JSON.parse(told.requests[0]?.body ?? "")).toMatchObject({ type: "consent.changed.v1" });
});

test("what came in while nobody ran is acted on at the start", async () => {
  const tenant = await newCompany("early");
  await callComesIn(tenant, "k1");
  await startLoop();
  await vi.waitFor(async () => expect(await ids(tenant, "signals")).toEqual(["call:k1"]));
});

test("one company's failure is told and stops no other; it goes on when its cause is gone", async () => {
  const [broken, sound] = [await newCompany("broken"), await newCompany("sound")];
  await setZone(broken, "Mars/Olympus");
  for (const tenant of [broken, sound]) await callComesIn(tenant, "k1");
  const loop = await startLoop();
  await loop.catchUp();
  expect(await ids(sound, "signals")).toEqual(["call:k1"]);
  expect(
    logged.filter((line) => line.startsWith("error") && line.includes(`"tenant":${broken.id}`)),
  ).not.toEqual([]);
  await setZone(broken, "Europe/Stockholm");
  await loop.catchUp();
  expect(await ids(broken, "signals")).toEqual(["call:k1"]);
});

test("dates are looked at once a day, and when it is rung for", async () => {
  const tenant = await newCompany("dated");
  const loop = await startLoop();
  await loop.catchUp();
  const files = noticeProgram("notice", "with notice");
  await publishProgram(runtime, tenant.id, { program: "notice", files, by: "test" });
  expect(await changeState(runtime, tenant.id, { program: "notice", state: "active" })).toBe(
    "changed",
  );
  await loop.catchUp();
  expect(await ids(tenant, "enrolments")).toEqual([]);
  loop.ring(tenant.id, "review");
  await vi.waitFor(async () => expect(await ids(tenant, "enrolments")).toHaveLength(1));

  const second = Agreement.parse({
    ...{ id: "a2", customerId: "c1", product: "Fast", kind: "fixed", updatedAt: MONDAY },
    ...{ start: "2025-05-28", end: "2026-05-27" },
  });
  await asTenant(store.db, tenant.id, (tx) => upsertRecords(tx, AGREEMENTS, [second]));
  clock.moveTo("2026-03-03T05:59:00.000Z");
  await loop.catchUp();
  expect(await ids(tenant, "enrolments")).toHaveLength(1);
  clock.moveTo("2026-03-03T06:00:00.000Z");
  await loop.catchUp();
  expect(await ids(tenant, "enrolments")).toHaveLength(2);
});

test("a demo's company lives by another clock and is left alone", async () => {
  const tenant = await newCompany("demo", MONDAY);
  await callComesIn(tenant, "k1");
  const loop = await startLoop();
  loop.ring(tenant.id);
  await loop.catchUp();
  expect(await ids(tenant, "signals")).toEqual([]);
});

test("nothing is begun once it has been stopped", async () => {
  const tenant = await newCompany("stopped");
  const loop = await startLoop();
  await loop.stop();
  await callComesIn(tenant, "k1");
  loop.ring(tenant.id);
  await loop.catchUp();
  expect(await ids(tenant, "signals")).toEqual([]);
});

test("two processes work on one database, and do nothing twice", async () => {
  const tenants = [];
  for (const slug of ["shared-1", "shared-2", "shared-3"]) tenants.push(await newCompany(slug));
  for (const tenant of tenants) {
    for (const call of ["k1", "k2", "k3"]) await callComesIn(tenant, call);
  }
  const loops = [await startLoop(), await startLoop()];
  await Promise.all(loops.map((loop) => loop.catchUp()));
  for (const tenant of tenants) {
    expect(await ids(tenant, "signals")).toEqual(["call:k1", "call:k2", "call:k3"]);
  }
});

test("a clock that is far from the database's does nothing until it is set right", async () => {
  const tenant = await newCompany("late");
  await callComesIn(tenant, "k1");
  const loop = await startLoop(5_000);
  loop.ring(tenant.id);
  await loop.catchUp();
  expect(await ids(tenant, "signals")).toEqual([]);
  expect(logged.filter((line) => line.includes("differs from the database's"))).toHaveLength(1);
  clock.moveTo(await databaseTime());
  await loop.catchUp();
  expect(await ids(tenant, "signals")).toEqual(["call:k1"]);
});

async function databaseTime(): Promise<string> {
  const { databaseTime: now } = await lookForWork(store.db, clock.now());
  return now;
}
