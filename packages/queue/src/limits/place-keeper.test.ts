import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PlaceAsked, PlaceKeeper } from "./place-keeper.ts";
import { type UsedRedis, useRedis } from "./testing/use-redis.ts";

const redis = useRedis();
const PLACES = "limits:{a}:places";
const STATE = "limits:{a}:state";

const asked = (count: number, more: Partial<PlaceAsked> = {}): PlaceAsked => ({
  ...{ count, patience: Number.POSITIVE_INFINITY, heedsRest: true },
  ...more,
});

/** One process's way to one limit. */
async function open(requests: number, perSeconds: number) {
  return limitOf(new PlaceKeeper(await redis().connect(), "limits:"), requests, perSeconds);
}

function limitOf(keeper: PlaceKeeper, requests: number, perSeconds: number) {
  const kept = { key: "a", limit: { requests, perSeconds } };
  return {
    reserve: (asks: readonly PlaceAsked[], news: { used?: number; rest?: number } = {}) =>
      keeper.reserve(kept, { asked: asks, used: 0, rest: 0, ...news }),
    free: () => keeper.countFree(kept),
  };
}

async function microseconds({ watcher }: UsedRedis): Promise<number> {
  const [seconds = 0, rest = 0] = await watcher.client.time();
  return Number(seconds) * 1_000_000 + Number(rest);
}

/** When the newest of all places was given, in microseconds. */
async function newest({ watcher }: UsedRedis): Promise<number> {
  const [entry = ""] = await watcher.client.zrange(PLACES, -1, -1);
  return Number(entry.split(":")[1]);
}

describe("places in Redis", () => {
  test("are given out to the last, and the next ones one length later to the microsecond", async () => {
    const { reserve, free } = await open(20, 10);
    expect(await free()).toBe(20);
    const answers = await reserve(Array.from({ length: 60 }, () => asked(1)));
    expect(answers?.map(({ outcome }) => outcome)).toEqual(Array(60).fill("reserved"));
    expect(answers?.map(({ wait }) => wait)).toEqual([
      ...Array(20).fill(0),
      ...Array(20).fill(10_000),
      ...Array(20).fill(20_000),
    ]);
    expect(await free()).toBe(0);
  });

  test("are those that a list of all that ever passed would give", async () => {
    const ask = fc.record({ pause: fc.nat(8_000_000), count: fc.integer({ min: 1, max: 5 }) });
    const all = fc.array(ask, { minLength: 1, maxLength: 25 });
    const keeper = new PlaceKeeper(redis().watcher, "limits:");
    const property = fc.asyncProperty(fc.integer({ min: 5, max: 9 }), all, async (size, asks) => {
      const { client } = redis().watcher;
      await client.flushall();
      const { reserve } = limitOf(keeper, size, 10);
      const passed: number[] = [];
      let ahead = 0;
      for (const { pause, count } of asks) {
        const before = (await microseconds(redis())) + ahead;
        const [answer] = (await reserve([asked(count)])) ?? [];
        const after = (await microseconds(redis())) + ahead;
        const at = await newest(redis());
        const room = (passed[passed.length + count - 1 - size] ?? 0) + 10_000_000;
        const soonest = Math.max(room, passed.at(-1) ?? 0);
        expect(at).toBeGreaterThanOrEqual(Math.max(soonest, before));
        expect(at).toBeLessThanOrEqual(Math.max(soonest, after));
        expect(answer?.outcome).toBe("reserved");
        passed.push(...Array<number>(count).fill(at));
        // Time passes for the window alone.
        ahead = await client.hincrby(STATE, "ahead", pause);
      }
    });
    await fc.assert(property, { seed: 20_261_122, numRuns: 25 });
  });

  test("that come too late are refused and left to others", async () => {
    const { reserve } = await open(4, 10);
    const answers = await reserve([
      ...[asked(3), asked(2, { patience: 9_000 }), asked(1, { patience: 0 }), asked(1)],
    ]);
    expect(answers).toEqual([
      { outcome: "reserved", wait: 0 },
      { outcome: "refused", wait: 10_000 },
      { outcome: "reserved", wait: 0 },
      { outcome: "reserved", wait: 10_000 },
    ]);
  });

  test("taken elsewhere count as of now", async () => {
    const { reserve, free } = await open(4, 60);
    await reserve([], { used: 3 });
    expect(await free()).toBe(1);
    const answers = await reserve([asked(1), asked(1)]);
    expect(answers?.map(({ wait }) => wait > 0)).toEqual([false, true]);
  });

  test("are not given while a vendor rests, but to those who need not heed it", async () => {
    const { reserve, free } = await open(4, 60);
    const { reserve: other } = await open(4, 60);
    await reserve([], { rest: 30_000 });
    await reserve([], { rest: 10 });
    const [heeding, impatient, heedless] =
      (await other([asked(1), asked(1, { patience: 5_000 }), asked(1, { heedsRest: false })])) ??
      [];
    expect(heeding?.outcome).toBe("rest");
    expect(heeding?.wait).toBeGreaterThan(0);
    expect(heeding?.wait).toBeLessThanOrEqual(30_000);
    expect(impatient?.outcome).toBe("refused");
    expect(heedless).toEqual({ outcome: "reserved", wait: 0 });
    expect(await free()).toBe(0);
  });

  test("are kept by Redis for no longer than they count, one entry for each batch", async () => {
    const { reserve } = await open(100, 10);
    await reserve([asked(50), asked(50), asked(50)]);
    const { client } = redis().watcher;
    expect(await client.zrange(PLACES, 0, -1)).toHaveLength(2);
    for (const key of [PLACES, STATE]) {
      expect(await client.pttl(key)).toBeGreaterThan(0);
      expect(await client.pttl(key)).toBeLessThanOrEqual(20_002);
    }
    expect((await client.keys("*")).sort()).toEqual([PLACES, STATE]);
  });

  test("do not come an hour late where Redis's clock was set back by one", async () => {
    const { reserve } = await open(2, 10);
    await reserve([asked(1)]);
    const { client } = redis().watcher;
    const places = await client.zrange(PLACES, 0, -1);
    const [moment = 0] = places.map((place) => Number(place.split(":")[1]) + 3_600_000_000);
    await client.hset(STATE, { seen: moment, last: moment });
    await client.del(PLACES);
    await client.zadd(PLACES, 1, `1:${moment}`);
    const answers = await reserve([asked(1), asked(1)]);
    expect(answers?.map(({ wait }) => wait)).toEqual([0, 10_000]);
  });

  test("come rather too late than too soon where two versions know different limits", async () => {
    const [lower, higher] = [await open(2, 10), await open(4, 10)];
    await higher.reserve([asked(1), asked(1), asked(1)]);
    expect(await lower.reserve([asked(1)])).toMatchObject([{ outcome: "reserved" }]);
    const { client } = redis().watcher;
    expect(await client.zcard(PLACES)).toBe(2);
    const moments = (await client.zrange(PLACES, 0, -1)).map((entry) =>
      Number(entry.split(":")[1]),
    );
    expect((moments[1] ?? 0) - (moments[0] ?? 0)).toBe(10_000_000);
    await higher.reserve([asked(1)]);
    expect((await newest(redis())) - (moments[0] ?? 0)).toBe(10_000_000);
  });

  test("begin anew where Redis dropped one of the two keys", async () => {
    const { reserve } = await open(2, 60);
    const { client } = redis().watcher;
    await reserve([asked(2)]);
    await client.del(STATE);
    expect(await reserve([asked(2)])).toEqual([{ outcome: "reserved", wait: 0 }]);
    await client.del(PLACES);
    expect(await reserve([asked(2)])).toEqual([{ outcome: "reserved", wait: 0 }]);
  });
});
