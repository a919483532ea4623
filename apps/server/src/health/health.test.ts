import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { silentLog } from "@perennial/contract";
import { connectionString, migrate, openDatabase, openEmbedded } from "@perennial/store";
import express from "express";
import { describe, expect, onTestFinished, test } from "vitest";
import { bindHealth } from "../http/health.ts";
import { listen } from "../http/listen.ts";
import { keepingLog, newDataDir } from "../testing/test-server.ts";
import { createHealth, type HealthParts } from "./health.ts";

async function newServer() {
  const dataDir = await newDataDir();
  const open = () =>
    openEmbedded({ dataDir: join(dataDir, "database"), log: () => undefined, durable: false });
  let server = await open();
  onTestFinished(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    url: () => connectionString(server),
    stop: () => server.stop(),
    async start() {
      server = await open();
    },
  };
}

/** The health of a process whose parts are well, but for what is said. */
function healthOf(parts: Omit<HealthParts, "log">, log = silentLog) {
  const health = createHealth({ log, patience: 20_000, ...parts });
  health.started();
  return health;
}

/** Something that takes connections and never answers. */
async function silentServer(): Promise<string> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return `127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

const fine = async () => "PONG";
const away = () => Promise.reject(new Error("canary: redis.internal refuses"));

describe("readiness", () => {
  test("is there while the database has the tables, gone while it is stopped, and back after it", async () => {
    const server = await newServer();
    const url = server.url();
    const db = openDatabase({ url, onLost: () => undefined });
    onTestFinished(() => db.destroy());
    const { log, lines } = keepingLog();
    const health = healthOf({ db, redis: fine }, log);
    expect(await health.readiness()).toEqual({
      status: "not-ready",
      parts: { database: "ok", tables: "behind", redis: "ok", process: "ok" },
    });
    await migrate(db);
    const ready = {
      status: "ready",
      parts: { database: "ok", tables: "ok", redis: "ok", process: "ok" },
    };
    expect(await health.readiness()).toEqual(ready);
    await server.stop();
    expect(await health.readiness()).toEqual({
      status: "not-ready",
      parts: { ...ready.parts, database: "no answer", tables: "no answer" },
    });
    await server.start();
    expect(server.url()).toBe(url);
    expect(await health.readiness()).toEqual(ready);
    // Each turn is told once, however often it is asked.
    await health.readiness();
    expect(lines.map((line) => line.split(" {")[0])).toEqual([
      "info This process is ready again.",
      "warn This process is not as it should be.",
      "info This process is ready again.",
    ]);
  });

  test("without Redis is degraded and still there: what is lost is time", async () => {
    const server = await newServer();
    const db = openDatabase({ url: server.url() });
    onTestFinished(() => db.destroy());
    await migrate(db);
    const parts = { database: "ok", tables: "ok", process: "ok" };
    expect(await healthOf({ db }).readiness()).toEqual({ status: "ready", parts });
    const found = await healthOf({ db, redis: away }).readiness();
    expect(found).toEqual({ status: "degraded", parts: { ...parts, redis: "no answer" } });
    expect(JSON.stringify(found)).not.toContain("canary");
  });

  test("begins with the start and ends with the stop of a process, whose doors say so", async () => {
    const server = await newServer();
    const db = openDatabase({ url: server.url() });
    onTestFinished(() => db.destroy());
    await migrate(db);
    const health = createHealth({ db, log: silentLog, patience: 20_000 });
    const app = express();
    bindHealth(app, health);
    const port = await listen("127.0.0.1", 0);
    onTestFinished(() => port.close());
    port.serve(app);
    const ask = async (path: string) => {
      const response = await fetch(`${port.url}${path}`);
      return [response.status, await response.json()] as const;
    };
    expect(await ask("/ready")).toMatchObject([503, { parts: { process: "starting" } }]);
    expect(await ask("/live")).toEqual([200, { status: "live" }]);
    health.started();
    expect(await ask("/ready")).toMatchObject([200, { status: "ready" }]);
    health.stopping();
    health.started();
    expect(await ask("/ready")).toMatchObject([503, { parts: { process: "stopping" } }]);
    expect(await ask("/live")).toEqual([200, { status: "live" }]);
  });

  test("does not wait for a database that takes connections and says nothing, and asks it once for all", async () => {
    const host = await silentServer();
    const db = openDatabase({ url: `postgres://me@${host}/x` });
    const health = healthOf({ db, patience: 50 });
    const answers = await Promise.all([health.readiness(), health.readiness(), health.readiness()]);
    for (const { status, parts } of answers) {
      expect([status, parts.database]).toEqual(["not-ready", "no answer"]);
    }
    expect(db.pool.totalCount).toBe(1);
  });
});
