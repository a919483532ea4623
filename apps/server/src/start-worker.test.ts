import { rm } from "node:fs/promises";
import { join } from "node:path";
import { signWebhook } from "@perennial/connector-kit";
import { startTestRedis } from "@perennial/queue/testing";
import { saveConnection } from "@perennial/runtime";
import {
  asTenant,
  connectionString,
  type EmbeddedServer,
  openEmbedded,
  requestReview,
} from "@perennial/store";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { CONNECTORS } from "./setup/connectors.ts";
import { type RunningServer, startServer } from "./start-server.ts";
import { startWorker } from "./start-worker.ts";
import { keepingLog, newDataDir } from "./testing/test-server.ts";

const { log } = keepingLog();
let dataDir = "";
let database: EmbeddedServer;
beforeAll(async () => {
  dataDir = await newDataDir();
  const home = join(dataDir, "database");
  database = await openEmbedded({ dataDir: home, log: () => undefined, durable: false });
}, 60_000);
afterAll(async () => {
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const environment = () => ({
  DATABASE_URL: connectionString(database),
  PERENNIAL_PUBLIC_URL: "https://perennial.example",
  PERENNIAL_VAULT_KEY: Buffer.alloc(32, 5).toString("base64"),
});
type Environment = Readonly<Record<string, string>>;
const startDoors = async (more: Environment = {}) => {
  const role = { PERENNIAL_ROLE: "web", ...more };
  const doors = await startServer({
    ...{ port: 0, dataDir, log },
    environment: { ...environment(), ...role },
  });
  onTestFinished(() => doors.stop());
  return doors;
};
const startWork = async (more: Environment = {}) => {
  const worker = await startWorker({ dataDir, log, environment: { ...environment(), ...more } });
  onTestFinished(() => worker.stop());
  return worker;
};

const SIGNING_SECRET = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;

async function connectDialer({ runtime, tenant }: RunningServer, token = "t"): Promise<void> {
  const connector = CONNECTORS.find(({ manifest }) => manifest.id === "dialer-webhook");
  if (!connector) throw new Error("there is no connector for dialers");
  const settings = { baseUrl: "http://127.0.0.1:9", token, signingSecret: SIGNING_SECRET };
  await saveConnection(runtime, tenant.id, { id: "dialer", connector, settings });
}

/** A call that is over comes in from the dialer. */
async function callComesIn({ url, tenant }: RunningServer, entryId: string): Promise<void> {
  const at = new Date().toISOString();
  const data = { entryId, customerId: "c1", outcome: "reached", endedAt: at };
  const body = JSON.stringify({ type: "call.finished", timestamp: at, data });
  const headers = signWebhook({ id: entryId, at, body, secrets: [SIGNING_SECRET] });
  const answer = await fetch(new URL(`/hooks/v1/${tenant.id}/dialer`, url), {
    ...{ method: "POST", body },
    headers: { ...headers, "content-type": "application/json" },
  });
  expect(answer.status).toBe(202);
}

async function signalsOf({ runtime, tenant }: RunningServer): Promise<readonly string[]> {
  const rows = await asTenant(runtime.db, tenant.id, (tx) =>
    tx.rows(sql<{ id: string }>`select id from signals order by id`),
  );
  return rows.map(({ id }) => id);
}

describe("doors and work in processes of their own", () => {
  test("what comes in at the doors is acted on by a worker, and by nobody while there is none", async () => {
    const doors = await startDoors();
    await connectDialer(doors);
    await callComesIn(doors, "k1");
    await doors.settle();
    expect(await signalsOf(doors)).toEqual([]);
    const worker = await startWork();
    await worker.settle();
    expect(await signalsOf(doors)).toEqual(["call:k1"]);
  });

  test("with a Redis between them, what comes in is acted on at once, and its pages are behind the token", async () => {
    const redis = await startTestRedis();
    onTestFinished(() => redis.stop());
    const shared = { REDIS_URL: redis.url };
    const [doors, worker] = [await startDoors(shared), await startWork(shared)];
    await worker.settle();
    await connectDialer(doors);
    await callComesIn(doors, "k2");
    await vi.waitFor(async () => expect(await signalsOf(doors)).toContain("call:k2"));
    const pages = new URL("/queues/", doors.url);
    expect((await fetch(pages)).status).toBe(401);
    const authorization = `Basic ${Buffer.from(`me:${doors.token}`).toString("base64")}`;
    const shown = await fetch(pages, { headers: { authorization } });
    expect(shown.status).toBe(200);
    expect(shown.headers.get("content-security-policy")).toContain("script-src 'self'");
    const counts = await fetch(new URL("api/queues", pages), { headers: { authorization } });
    expect(await counts.json()).toMatchObject({
      queues: [{ name: "work" }, { name: "reads" }, { name: "events" }],
    });
  });

  test("what is changed in one process is soon known in the others", async () => {
    const [doors, worker] = [await startDoors(), await startWork()];
    const { id } = doors.tenant;
    const save = (token: string) => connectDialer(doors, token);
    const known = async () => (await worker.runtime.connections.get(id, "dialer"))?.settings;
    await save("first");
    await worker.settle();
    expect(await known()).toMatchObject({ token: "first" });
    await save("second");
    // Whatever is done for the tenant next, it is done with what holds now.
    await asTenant(doors.runtime.db, id, requestReview);
    await worker.settle();
    expect(await known()).toMatchObject({ token: "second" });
  });

  test("a process that must share the work says what it lacks for that, all at once", async () => {
    const attempt = startWorker({ dataDir, log, environment: {} });
    await expect(attempt).rejects.toThrow(
      /DATABASE_URL must be set[\s\S]*PERENNIAL_PUBLIC_URL must[\s\S]*PERENNIAL_VAULT_KEY must/,
    );
  });
});
