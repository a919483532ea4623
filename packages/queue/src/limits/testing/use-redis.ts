import { silentLog } from "@perennial/contract";
import { afterAll, beforeAll, beforeEach, expect, vi } from "vitest";
import { openRedis, type RedisConnection } from "../../redis/open-redis.ts";
import { startTestRedis, type TestRedis } from "../../testing/test-redis.ts";
import { RedisRooms, type RedisRoomsOptions } from "../redis-rooms.ts";

/** A Redis of a test file's own, with as many processes on it as a test likes. */
export interface UsedRedis {
  readonly server: TestRedis;
  /** One that only looks. */
  readonly watcher: RedisConnection;
  /** What a process of its own would open. */
  connect(): Promise<RedisConnection>;
  rooms(options?: Partial<RedisRoomsOptions>): Promise<RedisRooms>;
}

/** Starts a Redis for the tests of a file; it is empty before each. */
export function useRedis(): () => UsedRedis {
  let used: UsedRedis;
  const open: { close(): unknown }[] = [];
  const keep = <Closed extends { close(): unknown }>(closed: Closed) => {
    open.unshift(closed);
    return closed;
  };
  beforeAll(async () => {
    const server = await startTestRedis({ own: true });
    const connect = async () => {
      const connection = keep(openRedis({ url: server.url, log: silentLog }));
      await connection.tried;
      return connection;
    };
    const rooms = async (options: Partial<RedisRoomsOptions> = {}) =>
      keep(new RedisRooms({ redis: options.redis ?? (await connect()), ...options }));
    used = { server, watcher: await connect(), connect, rooms };
  });
  beforeEach(async () => {
    const { watcher } = used;
    await vi.waitFor(() => expect(watcher.answers()).toBe(true), { timeout: 20_000, interval: 10 });
    await watcher.client.flushall();
  });
  afterAll(async () => {
    for (const each of open) await each.close();
    await used.server.stop();
  });
  return () => used;
}
