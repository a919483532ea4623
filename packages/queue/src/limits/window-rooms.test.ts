import { describe, expect, test } from "vitest";
import { standingPace } from "./testing/standing-pace.ts";
import { WindowRooms } from "./window-rooms.ts";

const LIMIT = { requests: 4, perSeconds: 10 };

function open() {
  const pace = standingPace();
  return { pace, rooms: new WindowRooms(pace) };
}

describe("room in one process", () => {
  test("is the same for the same key, and another for another", async () => {
    const { pace, rooms } = open();
    await rooms.of("a", LIMIT).take(4);
    await rooms.of("b", LIMIT).take(4);
    expect(pace.at).toBe(0);
    await rooms.of("a", LIMIT).take(1);
    expect(pace.at).toBe(10_000);
  });

  test("that would come too late is refused, and nothing of it is taken", async () => {
    const { pace, rooms } = open();
    const room = rooms.of("a", LIMIT);
    await room.take(3);
    expect(await room.take(2, { patience: 9_999 })).toEqual({ admitted: false, wait: 10_000 });
    expect(await room.take(1, { patience: 0 })).toEqual({ admitted: true });
    expect(await room.take(5)).toEqual({ admitted: false, wait: 0 });
    expect(pace.at).toBe(0);
  });

  test("that a vendor drained is waited for by those who heed it", async () => {
    const { pace, rooms } = open();
    const room = rooms.of("a", LIMIT);
    room.drain(3_000);
    expect(await room.headroom()).toBe(0);
    await room.take(1, { heedsRest: false });
    expect(pace.at).toBe(0);
    expect(await room.take(1, { patience: 2_999 })).toEqual({ admitted: false, wait: 3_000 });
    await room.take(1);
    expect([pace.at, await room.headroom()]).toEqual([3_000, 2]);
  });

  test("is not given to who gives up", async () => {
    const room = open().rooms.of("a", LIMIT);
    await room.take(4);
    await expect(room.take(1, { signal: AbortSignal.abort() })).rejects.toThrow();
  });
});
