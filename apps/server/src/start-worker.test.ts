import { rm } from "node:fs/promises";
import { join } from "node:path";
import { signWebhook } from "@perennial/connector-kit";
import { saveConnection } from "@perennial/runtime";
import {
  asTenant,
  connectionString,
  type EmbeddedServer,
  openEmbedded,
  requestReview,
} from "@perennial/store";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { CONNECTORS } from "./setup/connectors.ts";
import { startServer } from "./start-server.ts";
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
const startDoors = async () => {
  const role = { PERENNIAL_ROLE: "web" };
  const doors = await startServer({
    ...{ port: 0, dataDir, log },
    environment: { ...environment(), ...role },
  });
  onTestFinished(() => doors.stop());
  return doors;
};
const startWork = async () => {
  const worker = await startWorker({ dataDir, log, environment: environment() });
  onTestFinished(() => worker.stop());
  return worker;
};

const SIGNING_SECRET = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;

describe("doors and work in processes of their own", () => {
  test("what comes in at the doors is acted on by a worker, and by nobody while there is none", async () => {
    const doors = await startDoors();
    const connector = CONNECTORS.find(({ manifest }) => manifest.id === "dialer-webhook");
    if (!connector) throw new Error("there is no connector for dialers");
    const settings = { baseUrl: "http://127.0.0.1:9", token: "t", signingSecret: SIGNING_SECRET };
    await saveConnection(doors.runtime, doors.tenant.id, { id: "dialer", connector, settings });
    const at = new Date().toISOString();
    const data = { entryId: "k1", customerId: "c1", outcome: "reached", endedAt: at };
    const body = JSON.stringify({ type: "call.finished", timestamp: at, data });
    const headers = signWebhook({ id: "k1", at, body, secrets: [SIGNING_SECRET] });
    const answer = await fetch(new URL(`/hooks/v1/${doors.tenant.id}/dialer`, doors.url), {
      ...{ method: "POST", body },
      headers: { ...headers, "content-type": "application/json" },
    });
    expect(answer.status).toBe(202);
    const signals = () =>
      asTenant(doors.runtime.db, doors.tenant.id, (tx) =>
        tx.rows(sql<{ id: string }>`select id from signals`),
      );
    await doors.settle();
    expect(await signals()).toEqual([]);
    const worker = await startWork();
    await worker.settle();
    expect(await signals()).toEqual([{ id: "call:k1" }]);
  });

  test("what is changed in one process is soon known in the others", async () => {
    const [doors, worker] = [await startDoors(), await startWork()];
    const { id } = doors.tenant;
    const connector = CONNECTORS.find(({ manifest }) => manifest.id === "dialer-webhook");
    if (!connector) throw new Error("there is no connector for dialers");
    const save = (token: string) =>
      saveConnection(doors.runtime, id, {
        ...{ id: "dialer", connector },
        settings: { baseUrl: "http://127.0.0.1:9", token, signingSecret: SIGNING_SECRET },
      });
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
