import { beforeEach, describe, expect, test, vi } from "vitest";
import type { RedisRooms } from "./redis-rooms.ts";
import type { Room } from "./room.ts";
import { useRedis } from "./testing/use-redis.ts";

const redis = useRedis();
const LIMIT = { requests: 8, perSeconds: 600 };
const NOW = { patience: 0 };
let rooms: RedisRooms;
let room: Room;

beforeEach(async () => {
  rooms = await redis().rooms({ processes: 4 });
  room = rooms.of("a", LIMIT);
});

/** Asks until the answer is Redis's own again. */
async function untilShared(of: Room): Promise<void> {
  const shared = async () => {
    await of.take(1, NOW);
    expect(of.size).toBe(LIMIT.requests);
  };
  await vi.waitFor(shared, { timeout: 25_000, interval: 50 });
}

async function admitted(of: Room, times: number): Promise<number> {
  const all = Array.from({ length: times }, () => of.take(1, NOW));
  return (await Promise.all(all)).filter((each) => each.admitted).length;
}

describe("room shared by processes, while Redis is away", () => {
  test("is each process's share, and is shared again when Redis is back", async () => {
    const other = (await redis().rooms({ processes: 4 })).of("a", LIMIT);
    await redis().server.kill();
    expect([await admitted(room, 8), await admitted(other, 8)]).toEqual([2, 2]);
    expect([room.size, await room.headroom()]).toEqual([2, 0]);
    expect(await room.take(3)).toEqual({ admitted: false, wait: 0 });
    await redis().server.restart();
    await untilShared(room);
    await untilShared(other);
    // What each took alone counts for all: four of eight, and what was taken by asking whether Redis is back.
    expect(await room.headroom()).toBeLessThanOrEqual(2);
    await admitted(other, 8);
    expect(await room.headroom()).toBe(0);
    const places = await redis().watcher.client.hget("perennial:limits:{a}:state", "total");
    expect(Number(places)).toBe(8);
  });

  test("counts in a process's share what it had taken of the whole", async () => {
    await room.take(7);
    await redis().server.kill();
    expect(await admitted(room, 4)).toBe(0);
    await redis().server.restart();
    await untilShared(room);
  });

  test("is given soon where Redis keeps its connections and says nothing", async () => {
    redis().server.pause();
    expect(await admitted(room, 4)).toBe(2);
    redis().server.resume();
    await untilShared(room);
  });

  test("remembers a vendor's rest and tells the others when Redis is back", async () => {
    await redis().server.kill();
    room.drain(500_000);
    expect(await room.take(1, NOW)).toMatchObject({ admitted: false });
    await redis().server.restart();
    await untilShared(room);
    const other = (await redis().rooms()).of("a", LIMIT);
    expect(await other.take(1, { patience: 20_000 })).toMatchObject({ admitted: false });
    expect(await other.take(1, { heedsRest: false })).toEqual({ admitted: true });
  });

  test("ends the waits of all who stand in line when it is closed", async () => {
    await redis().server.kill();
    expect(await admitted(room, 2)).toBe(2);
    const standing = room.take(1);
    expect(await room.take(1, NOW)).toMatchObject({ admitted: false });
    rooms.close();
    expect(await standing).toMatchObject({ admitted: false });
    await redis().server.restart();
  });

  test("is used by a process that began without Redis", async () => {
    await redis().server.kill();
    const late = (await redis().rooms({ processes: 4 })).of("a", LIMIT);
    expect(await admitted(late, 8)).toBe(2);
    await redis().server.restart();
    await untilShared(late);
  });
});
