import { describe, expect, test, vi } from "vitest";
import type { Room } from "./room.ts";
import { useRedis } from "./testing/use-redis.ts";

const redis = useRedis();
const PLACES = "perennial:limits:{a}:places";

/** How often Redis was asked by a script. */
async function scriptCalls(): Promise<number> {
  const stats = await redis().watcher.client.info("commandstats");
  return Number(/cmdstat_evalsha:calls=(\d+)/.exec(stats)?.[1] ?? 0);
}

/** Hears every batch of places that Redis gives out from now on: the number of its last place, and its moment. */
async function hearPlaces() {
  const heard: { readonly last: number; readonly at: number }[] = [];
  const monitor = await redis().watcher.client.monitor();
  monitor.on("monitor", (_time: string, [command, key, , entry]: readonly string[]) => {
    if (command?.toLowerCase() !== "zadd" || key !== PLACES) return;
    const [last = 0, at = 0] = (entry ?? "").split(":").map(Number);
    heard.push({ last, at });
  });
  return { heard, end: () => monitor.disconnect() };
}

async function takeInTurn(room: Room, counts: readonly number[]) {
  for (const count of counts) await room.take(count);
}

describe("room shared by processes", () => {
  test("is never more than the limit in any stretch of its length, by the clock of Redis", async () => {
    const limit = { requests: 20, perSeconds: 0.4 };
    const counts = [1, 3, 2, 1, 1, 3, 2, 1, 3, 1, 2, 3];
    const opened = await Promise.all([1, 2, 3].map(() => redis().rooms()));
    const { heard, end } = await hearPlaces();
    const takers = opened.flatMap((rooms) => [rooms.of("a", limit), rooms.of("a", limit)]);
    await Promise.all(takers.map((room) => takeInTurn(room, counts)));
    await vi.waitFor(() => expect(heard).toHaveLength(6 * counts.length));
    end();
    const moments = heard.flatMap(({ last, at }, index) => {
      const before = heard[index - 1]?.last ?? 0;
      // Where nobody asked for longer than a window, Redis has forgotten it and counts anew.
      return Array<number>(last > before ? last - before : last).fill(at);
    });
    expect(moments).toHaveLength(6 * counts.reduce((sum, count) => sum + count, 0));
    for (const [index, at] of moments.entries()) {
      const before = moments[index - limit.requests] ?? Number.NEGATIVE_INFINITY;
      expect(at - before).toBeGreaterThanOrEqual(400_000);
    }
  });

  test("is used to the last place by whichever process asks", async () => {
    const limit = { requests: 10, perSeconds: 60 };
    const [one, other] = [await redis().rooms(), await redis().rooms()];
    const taken = await Promise.all(
      [one, other].flatMap((rooms) =>
        Array.from({ length: 8 }, () => rooms.of("a", limit).take(1, { patience: 0 })),
      ),
    );
    expect(taken.filter(({ admitted }) => admitted)).toHaveLength(10);
    expect(await one.of("a", limit).headroom()).toBe(0);
    expect(await one.of("b", limit).headroom()).toBe(10);
  });

  test("is asked for together by all who ask in the same breath, first come first served", async () => {
    const room = (await redis().rooms()).of("a", { requests: 100, perSeconds: 60 });
    await room.headroom();
    const before = await scriptCalls();
    const order: number[] = [];
    const takes = Array.from({ length: 100 }, async (_, index) => {
      await room.take(1);
      order.push(index);
    });
    await Promise.all(takes);
    // One, and one more where Redis did not know the script yet.
    expect((await scriptCalls()) - before).toBeLessThanOrEqual(2);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
  });

  test("that a vendor drained through one process is drained for the others", async () => {
    const limit = { requests: 10, perSeconds: 1 };
    const one = (await redis().rooms()).of("a", limit);
    const other = (await redis().rooms()).of("a", limit);
    one.drain(60_000);
    expect(await one.take(1, { patience: 20_000 })).toMatchObject({ admitted: false });
    const refused = await other.take(1, { patience: 20_000 });
    expect(refused).toMatchObject({ admitted: false });
    expect(!refused.admitted && refused.wait > 20_000 && refused.wait <= 60_000).toBe(true);
    expect(await other.take(1, { heedsRest: false })).toEqual({ admitted: true });
  });

  test("is given when the vendor's rest is over", async () => {
    const limit = { requests: 10, perSeconds: 60 };
    const one = (await redis().rooms()).of("a", limit);
    const other = (await redis().rooms()).of("a", limit);
    one.drain(300);
    await one.take(1, { heedsRest: false });
    expect(await other.take(1)).toEqual({ admitted: true });
    const { client } = redis().watcher;
    const [heedless = "", heeding = ""] = await client.zrange(PLACES, 0, -1);
    const rest = Number(await client.hget("perennial:limits:{a}:state", "rest"));
    expect(Number(heedless.split(":")[1])).toBeLessThan(rest);
    expect(Number(heeding.split(":")[1])).toBeGreaterThanOrEqual(rest);
  });

  test("forgets one window when Redis is flushed, and no more", async () => {
    const limit = { requests: 5, perSeconds: 60 };
    const rooms = [await redis().rooms(), await redis().rooms()].map((each) => each.of("a", limit));
    const takeAll = async () => {
      const all = rooms.flatMap((room) => [1, 2, 3, 4, 5].map(() => room.take(1, { patience: 0 })));
      return (await Promise.all(all)).filter(({ admitted }) => admitted).length;
    };
    expect([await takeAll(), await takeAll()]).toEqual([5, 0]);
    await redis().watcher.client.flushall();
    expect([await takeAll(), await takeAll()]).toEqual([5, 0]);
  });

  test("is refused to those who stand in line when it is closed, and to those who come after", async () => {
    const rooms = await redis().rooms();
    const room = rooms.of("a", { requests: 1, perSeconds: 60 });
    await room.take(1);
    const standing = room.take(1);
    const resting = rooms.of("b", { requests: 1, perSeconds: 60 });
    resting.drain(60_000);
    const waiting = resting.take(1);
    expect(await room.take(1, { patience: 0 })).toMatchObject({ admitted: false });
    rooms.close();
    for (const take of [standing, waiting, room.take(1)]) {
      expect(await take).toMatchObject({ admitted: false });
    }
  });

  test("is no longer waited for by who gives up", async () => {
    const room = (await redis().rooms()).of("a", { requests: 1, perSeconds: 60 });
    await room.take(1);
    const giving = new AbortController();
    const standing = room.take(1, { signal: giving.signal });
    expect(await room.take(1, { patience: 0 })).toMatchObject({ admitted: false });
    giving.abort();
    await expect(standing).rejects.toMatchObject({ name: "AbortError" });
    await expect(room.take(1, { signal: giving.signal })).rejects.toThrow();
  });

  test("is refused at once for more than ever pass together", async () => {
    const room = (await redis().rooms()).of("a", { requests: 3, perSeconds: 1 });
    expect(await room.take(4)).toEqual({ admitted: false, wait: 0 });
    expect(room.size).toBe(3);
  });
});
