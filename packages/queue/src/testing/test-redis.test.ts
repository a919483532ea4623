import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { silentLog } from "@perennial/contract";
import { afterEach, describe, expect, test, vi } from "vitest";
import { openRedis } from "../redis/open-redis.ts";
import { removeAbandonedRedis } from "./abandoned-redis.ts";
import { startTestRedis, type TestRedis } from "./test-redis.ts";

const started: TestRedis[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(started.splice(0).map((redis) => redis.stop()));
});

async function start(): Promise<TestRedis> {
  const redis = await startTestRedis({ own: true });
  started.push(redis);
  return redis;
}

async function answers(url: string): Promise<boolean> {
  const connection = openRedis({ url, log: silentLog });
  const answered = await connection.tried;
  await connection.close();
  return answered;
}

describe("a test's own Redis", () => {
  test("is another for each test, and gone when it is stopped", async () => {
    const [one, other] = await Promise.all([start(), start()]);
    expect(one.url).not.toBe(other.url);
    await one.stop();
    expect(await answers(one.url)).toBe(false);
    expect(await answers(other.url)).toBe(true);
  });

  test("answers at the same address after it was killed and started anew", async () => {
    const redis = await start();
    await redis.kill();
    expect(await answers(redis.url)).toBe(false);
    await redis.restart();
    expect(await answers(redis.url)).toBe(true);
  });

  test("is ended by the next run if its test was killed", async () => {
    const child = spawn(
      process.execPath,
      ["--conditions=perennial-source", join(import.meta.dirname, "abandon-redis.ts")],
      { stdio: ["pipe", "pipe", "inherit"] },
    );
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const url: string = (await lines.next()).value ?? "";
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await answers(url)).toBe(true);
    await removeAbandonedRedis();
    expect(await answers(url)).toBe(false);
  });
});

test("the Redis of REDIS_URL is used as it is, and not killed", async () => {
  vi.stubEnv("REDIS_URL", "redis://localhost:6379");
  const redis = await startTestRedis();
  expect(redis).toMatchObject({ url: "redis://localhost:6379", from: "REDIS_URL" });
  await expect(redis.kill()).rejects.toThrow("own: true");
});
