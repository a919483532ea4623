import { once } from "node:events";
import type { Log } from "@perennial/contract";
import { silentLog } from "@perennial/contract";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { QueueError } from "../queue-error.ts";
import { startTestRedis, type TestRedis } from "../testing/index.ts";
import { openRedis, type RedisConnection } from "./open-redis.ts";

let redis: TestRedis;
const open: RedisConnection[] = [];

beforeEach(async () => {
  redis = await startTestRedis({ own: true });
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
  await redis.stop();
});

function connect(url: string, log: Log = silentLog): RedisConnection {
  const connection = openRedis({ url, log });
  open.push(connection);
  return connection;
}

/** A log that keeps what it is told. */
function listener(): { readonly log: Log; readonly told: string[] } {
  const told: string[] = [];
  const tell = (message: string, fields?: object) =>
    void told.push(`${message} ${JSON.stringify(fields ?? {})}`);
  return { log: { info: tell, warn: tell, error: tell }, told };
}

const untilAnswers = (connection: RedisConnection, expected: boolean) =>
  vi.waitFor(() => expect(connection.answers()).toBe(expected), { timeout: 20_000, interval: 10 });

describe("a connection to Redis", () => {
  test("answers once it has connected", async () => {
    const connection = connect(redis.url);
    expect(connection.answers()).toBe(false);
    expect(await connection.tried).toBe(true);
    expect(connection.answers()).toBe(true);
    expect(await connection.client.ping()).toBe("PONG");
  });

  test("gives the password and the number of the database", async () => {
    const first = connect(redis.url);
    await first.tried;
    await first.client.config("SET", "requirepass", "open sesame");
    const connection = connect(`${redis.url.replace("//", "//:open%20sesame@")}/3`);
    expect(await connection.tried).toBe(true);
    await connection.client.rpush("here", "in 3");
    await first.client.auth("open sesame");
    expect(await first.client.exists("here")).toBe(0);
    const blocking = connection.blocking();
    await once(blocking, "ready");
    expect(await blocking.blpop("here", 1)).toEqual(["here", "in 3"]);
  });

  test("fails a command at once while Redis is away, and works again when it is back on its port", async () => {
    const { log, told } = listener();
    const connection = connect(redis.url, log);
    await connection.tried;
    await redis.kill();
    await untilAnswers(connection, false);
    await expect(connection.client.ping()).rejects.toThrow();
    await redis.restart();
    await untilAnswers(connection, true);
    expect(await connection.client.ping()).toBe("PONG");
    expect(told).toEqual([
      expect.stringMatching(/^Redis does not answer; .*"reason":".+"/),
      expect.stringMatching(/^Redis answers again\./),
    ]);
  });

  test("a Redis that hangs is noticed, fails what waits for it, and is used again when it goes on", async () => {
    const connection = connect(redis.url);
    await connection.tried;
    redis.pause();
    await expect(connection.client.ping()).rejects.toThrow();
    await untilAnswers(connection, false);
    redis.resume();
    await untilAnswers(connection, true);
    expect(await connection.client.ping()).toBe("PONG");
  });

  test("a Redis that is not there is told once, without its password, and may be closed", async () => {
    const { log, told } = listener();
    const url = redis.url.replace("redis://", "redis://perennial:open-sesame@");
    await redis.kill();
    const connection = connect(url, log);
    expect(await connection.tried).toBe(false);
    await connection.close();
    expect(told).toHaveLength(1);
    expect(told.join()).not.toContain("sesame");
  });

  test("a Redis that throws away keys is warned of", async () => {
    const { log, told } = listener();
    const first = connect(redis.url);
    await first.tried;
    await first.client.config("SET", "maxmemory-policy", "allkeys-lru");
    connect(redis.url, log);
    await vi.waitFor(() => expect(told.join()).toContain("noeviction"));
  });

  test.each(["", "localhost:6379", "http://localhost", "redis://", "postgres://u:open-sesame@h/d"])(
    "%j is refused as an address, and not repeated",
    (url) => {
      const refused = () => openRedis({ url, log: silentLog });
      expect(refused).toThrow(QueueError);
      expect(refused).not.toThrow(/sesame/);
    },
  );
});
