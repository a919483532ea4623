import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { silentLog } from "@perennial/contract";
import express from "express";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openQueues, type Queues } from "./open-queues.ts";
import { QueueError } from "./queue-error.ts";
import { startTestRedis, type TestRedis } from "./testing/index.ts";

let redis: TestRedis;
const open: Queues[] = [];

beforeAll(async () => {
  redis = await startTestRedis();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((queues) => queues.close()));
});
afterAll(() => redis.stop());

async function openOn(redisUrl?: string): Promise<Queues> {
  const queues = await openQueues({
    log: silentLog,
    prefix: `test-${process.pid}`,
    ...(redisUrl !== undefined && { redisUrl }),
  });
  open.push(queues);
  return queues;
}

describe("the queues of a process", () => {
  test("without Redis they work in this process, and have nothing to be unhealthy of", async () => {
    const queues = await openOn();
    const done: string[] = [];
    const queue = queues.queue("work");
    queue.work(async ({ kind }) => void done.push(kind));
    queue.ring({ tenant: 1, kind: "due" });
    await queue.idle();
    expect(done).toEqual(["due"]);
    expect(queues.healthy()).toBeUndefined();
    expect(queues.redis).toBeUndefined();
    expect(await queues.dashboard("/queues")).toBeUndefined();
  });

  test("with Redis they are shared by name among processes", async () => {
    const [web, worker] = await Promise.all([openOn(redis.url), openOn(redis.url)]);
    const done: string[] = [];
    worker.queue("work").work(async ({ kind }) => void done.push(`work ${kind}`));
    worker.queue("events").work(async ({ kind }) => void done.push(`events ${kind}`));
    web.queue("work").ring({ tenant: 1, kind: "due" });
    web.queue("events").ring({ tenant: 1, kind: "events" });
    await Promise.all([web.queue("work").idle(), web.queue("events").idle()]);
    expect(done.sort()).toEqual(["events events", "work due"]);
    expect(web.healthy()).toBe(true);
    expect(web.queue("work")).toBe(web.queue("work"));
  });

  test("open and close although Redis is not there, and say so", async () => {
    const away = await startTestRedis({ own: true });
    await away.stop();
    const queues = await openOn(away.url);
    expect(queues.healthy()).toBe(false);
    queues.queue("work").work(async () => undefined);
    await queues.close();
  });

  test("an address that is none is refused", async () => {
    await expect(openOn("localhost")).rejects.toThrow(QueueError);
  });
});

describe("the dashboard", () => {
  let server: Server | undefined;
  afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))));

  async function serve(queues: Queues): Promise<string> {
    const router = await queues.dashboard("/admin/queues");
    if (!router) throw new Error("no dashboard");
    const listening = createServer(express().use("/admin/queues", router));
    server = listening;
    await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/admin/queues`;
  }

  test("shows the queues and their pages, which bring what they need", async () => {
    const queues = await openOn(redis.url);
    queues.queue("shown").ring({ tenant: 7, kind: "review" });
    const address = await serve(queues);
    const page = await (await fetch(`${address}/`)).text();
    expect(page).toContain('<base href="/admin/queues/');
    const script = /src="(static\/js\/main[^"]+)"/.exec(page)?.[1];
    expect((await fetch(`${address}/${script}`)).headers.get("content-type")).toContain(
      "javascript",
    );
    expect(await (await fetch(`${address}/api/queues`)).json()).toMatchObject({
      queues: [{ name: "shown", readOnlyMode: true }],
    });
  });

  test("changes nothing, whoever asks", async () => {
    const queues = await openOn(redis.url);
    queues.queue("kept");
    const address = await serve(queues);
    const asked = await fetch(`${address}/api/queues/kept/pause`, { method: "PUT" });
    expect(asked.status).toBe(405);
  });
});
