import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ManualClock } from "@perennial/contract";
import { openQueues } from "@perennial/queue";
import { createTokenStore, SealedVault, saveConnection } from "@perennial/runtime";
import { type Org, type Salesforce, startSalesforce } from "@perennial/simulators";
import {
  asTenant,
  connectionString,
  disconnectConnection,
  type EmbeddedServer,
  ensureTenant,
  listConnections,
  openEmbedded,
  pauseConnection,
  readListening,
  resumeConnection,
  type Tenant,
} from "@perennial/store";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { CONNECTORS } from "../setup/connectors.ts";
import { createContext, type ServerRuntime } from "../setup/create-context.ts";
import { type OpenStore, openStore } from "../setup/open-store.ts";
import { keepingLog, newDataDir } from "../testing/test-server.ts";
import { openLines } from "./lines.ts";
import { type LiveLoop, startLiveLoop } from "./live-loop.ts";

const MONDAY = "2026-03-02T09:00:00.000Z";
/** Longer than any test takes: nothing is read because it is due. */
const NEVER = 2_000_000_000;
const MINUTE = 60_000;
const APP = { clientId: "3MVG9perennial", clientSecret: "secret-canary" };
const PACKAGE = fileURLToPath(
  new URL("../../../salesforce-app/force-app/main/default", import.meta.url),
);
const VAULT_KEY = randomBytes(32);

const { log } = keepingLog();
const salesforceConnector = CONNECTORS.find(({ manifest }) => manifest.id === "salesforce");
let clock: ManualClock;
let dataDir = "";
let database: EmbeddedServer;
let store: OpenStore;
let salesforce: Salesforce;
let org: Org;
let tenant: Tenant;
let companies = 0;

beforeAll(async () => {
  dataDir = await newDataDir();
  const home = join(dataDir, "database");
  database = await openEmbedded({ dataDir: home, log: () => undefined, durable: false });
  store = await openStore({ databaseUrl: connectionString(database), dataDir, log });
}, 60_000);
afterAll(async () => {
  await store.close();
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

/** A company whose org is connected and listened to. */
beforeEach(async () => {
  clock = new ManualClock(MONDAY);
  salesforce = await startSalesforce({ clock, app: { ...APP, redirectUris: [] } });
  onTestFinished(() => salesforce.stop());
  org = await salesforce.addOrg();
  org.staff.install(PACKAGE, "perennial");
  companies += 1;
  const about = { slug: `company-${companies}`, name: "Elbolaget" };
  tenant = await ensureTenant(store.db, about, MONDAY);
  await save(await newRuntime(), { changeEvents: true });
  await grant();
  onTestFinished(async () => {
    await asTenant(store.db, tenant.id, (tx) =>
      tx.run(sql`delete from connections where tenant_id = ${tx.tenant}`),
    );
  });
});

/** Connects the org as an administrator does, by the clock as it stands. */
async function grant(): Promise<void> {
  const granted = salesforce.connect(org);
  const vault = new SealedVault(VAULT_KEY);
  const tokens = createTokenStore({
    ...{ db: store.db, vault, clock, tenant: tenant.id, connection: "salesforce" },
  });
  await tokens.exclusively(async () => ({ ...granted, details: { instance_url: org.url } }));
}

async function save(
  runtime: ServerRuntime,
  changed: { readonly changeEvents: boolean },
): Promise<void> {
  if (!salesforceConnector) throw new Error("there is no connector for Salesforce");
  const settings = { orgId: org.id, purchases: [], ...changed };
  const connection = { id: "salesforce", connector: salesforceConnector, settings };
  await saveConnection(runtime, tenant.id, connection);
}

async function newRuntime(): Promise<ServerRuntime> {
  const loginUrl = salesforce.url;
  const app = { ...APP, loginUrl, sandboxUrl: loginUrl };
  const apps = new Map([["salesforce", salesforceConnector?.app?.credentials.parse(app)]]);
  const runtime = await createContext({
    ...{ db: store.db, clock, log, dataDir, vaultKey: VAULT_KEY.toString("base64"), apps },
    ...{ publicUrl: "https://perennial.example", endpointsMayReach: [] },
  });
  onTestFinished(() => runtime.connections.close());
  return runtime;
}

/** A worker of its own on the same database. */
function startChild(): ChildProcess {
  const script = fileURLToPath(new URL("testing/worker-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions", "perennial-source", script, dataDir], {
    stdio: "inherit",
    env: {
      ...process.env,
      DATABASE_URL: connectionString(database),
      PERENNIAL_PUBLIC_URL: "https://perennial.example",
      PERENNIAL_VAULT_KEY: VAULT_KEY.toString("base64"),
      PERENNIAL_SALESFORCE_CLIENT_ID: APP.clientId,
      PERENNIAL_SALESFORCE_CLIENT_SECRET: APP.clientSecret,
      PERENNIAL_SALESFORCE_LOGIN_URL: salesforce.url,
      PERENNIAL_SALESFORCE_SANDBOX_URL: salesforce.url,
    },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

/** One process of those that share the database. */
async function startProcess(): Promise<LiveLoop> {
  const lines = openLines(await openQueues({ log }));
  const loop = startLiveLoop(await newRuntime(), { lines, poll: NEVER });
  onTestFinished(() => loop.stop());
  return loop;
}

const query = <Row>(text: string) =>
  asTenant(store.db, tenant.id, (tx) => tx.rows(sql<Row>`${sql.raw(text)}`));
const names = async () =>
  (await query<{ name: string }>("select name from customers order by name")).map(
    ({ name }) => name,
  );
const health = () => asTenant(store.db, tenant.id, (tx) => readListening(tx, "salesforce"));
const listening = (loop: LiveLoop) =>
  vi.waitFor(
    async () => {
      await loop.catchUp();
      expect((await health())?.since).toBe(clock.now());
    },
    { timeout: 30_000 },
  );
const knows = (...known: readonly string[]) =>
  vi.waitFor(async () => expect(await names()).toEqual(known), { timeout: 30_000 });
const pass = (milliseconds: number) =>
  clock.moveTo(new Date(Date.parse(clock.now()) + milliseconds).toISOString());

const listeners = () => org.events.listenersTo("perennial__Perennial__chn");
const ended = () => vi.waitFor(() => expect(listeners()).toBe(0), { timeout: 30_000 });
const change = (values: Readonly<Record<string, string>>) => org.staff.create("Contact", values);
const told = () => query<{ id: string }>("select id from signals order by id");
/** What reading has asked of the org until now. */
const calls = () => org.calls.most - org.calls.remaining(Date.parse(clock.now()));

test("what changes in the org is known here in a moment, once, long before it is read in its turn", async () => {
  const loop = await startProcess();
  await listening(loop);
  const { id } = change({ LastName: "Berg" });
  await knows("Berg");
  org.staff.change(id, { FirstName: "Anna" });
  await knows("Anna Berg");
  await loop.catchUp();
  const before = await told();
  pass(10 * MINUTE);
  await loop.catchUp();
  expect(await told()).toEqual(before);
});

test("what no event names is read as soon as one says that there is more", async () => {
  const loop = await startProcess();
  await listening(loop);
  await loop.catchUp();
  org.staff.fill("Contact", [{ LastName: "Tyst" }]);
  org.events.overflow("Contact");
  await knows("Tyst");
});

test("a burst of changes is read by hundreds, or all at once", async () => {
  const loop = await startProcess();
  await listening(loop);
  await loop.catchUp();
  const before = calls();
  for (let count = 0; count < 1_000; count += 1) change({ LastName: `Kund ${count}` });
  await vi.waitFor(async () => expect(await names()).toHaveLength(1_000), { timeout: 30_000 });
  await loop.catchUp();
  expect(calls() - before).toBeLessThan(100);
});

test("where the org has moved nothing is missed, and what was told is not told again", async () => {
  const loop = await startProcess();
  await listening(loop);
  change({ LastName: "Berg" });
  await knows("Berg");
  await loop.catchUp();
  const before = await told();
  await salesforce.move(org);
  const { id } = change({ LastName: "Ek" });
  await knows("Berg", "Ek");
  await loop.catchUp();
  expect((await told()).filter((signal) => !signal.id.includes(id))).toEqual(before);
});

test("of two processes one listens, and the other goes on when it stops", async () => {
  const [one, other] = [await startProcess(), await startProcess()];
  await listening(one);
  await other.catchUp();
  expect(listeners()).toBe(1);
  await one.stop();
  change({ LastName: "Berg" });
  await listening(other);
  await knows("Berg");
  expect(listeners()).toBe(1);
});

test("a process that is killed is followed by another, from where it was heard", async () => {
  clock.moveTo(new Date().toISOString());
  await grant();
  const child = startChild();
  await vi.waitFor(async () => expect((await health())?.since).toBeTruthy(), { timeout: 60_000 });
  change({ LastName: "Berg" });
  await knows("Berg");
  const died = once(child, "exit");
  child.kill("SIGKILL");
  await died;
  const [read] = await asTenant(store.db, tenant.id, listConnections);
  change({ LastName: "Ek" });
  const before = await health();
  const loop = await startProcess();
  await loop.catchUp();
  expect(await health()).toEqual(before);
  pass(2 * MINUTE);
  await listening(loop);
  await knows("Berg", "Ek");
  // By what was heard, not because it was read in its turn.
  expect(await asTenant(store.db, tenant.id, listConnections)).toMatchObject([
    { syncedAt: read?.syncedAt, cursor: read?.cursor },
  ]);
});

test("a connection that is paused is not listened to, and goes on where it was heard", async () => {
  const loop = await startProcess();
  await listening(loop);
  change({ LastName: "Berg" });
  await knows("Berg");
  const pause = { id: "salesforce", by: "Kim", problem: "Paused by Kim." };
  await asTenant(store.db, tenant.id, (tx) => pauseConnection(tx, pause));
  change({ LastName: "Ek" });
  await loop.catchUp();
  await ended();
  expect(await names()).toEqual(["Berg"]);
  await asTenant(store.db, tenant.id, (tx) => resumeConnection(tx, "salesforce"));
  await listening(loop);
  await knows("Berg", "Ek");
});

test("a connection whose app was taken out of the org is listened to no more", async () => {
  const loop = await startProcess();
  await listening(loop);
  await asTenant(store.db, tenant.id, (tx) => disconnectConnection(tx, "salesforce", "taken out"));
  await loop.catchUp();
  await ended();
});

test("new settings end listening, and begin it again where they want it", async () => {
  const loop = await startProcess();
  await listening(loop);
  const runtime = await newRuntime();
  await save(runtime, { changeEvents: false });
  await loop.catchUp();
  await ended();
  await loop.catchUp();
  expect(await health()).toMatchObject({ since: null, problem: null });
  pass(MINUTE);
  await save(runtime, { changeEvents: true });
  await listening(loop);
});

test("it is told why a connection cannot be heard, and tried again on the next day", async () => {
  org.permissions.viewAllData = false;
  const loop = await startProcess();
  await loop.catchUp();
  await vi.waitFor(async () => expect((await health())?.problemKind).toBe("forbidden"));
  const again = new Date(Date.parse(clock.now()) + 24 * 60 * MINUTE).toISOString();
  expect(await health()).toMatchObject({ since: null, nextAt: again });
  org.permissions.viewAllData = true;
  pass(24 * 60 * MINUTE);
  salesforce.tokens.expireAccess(org.id);
  await listening(loop);
});
