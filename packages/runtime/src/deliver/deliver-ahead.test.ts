import { describe, expect, test } from "vitest";
import { deliver } from "./deliver.ts";
import { useTestDatabase } from "./testing/test-database.ts";
import { smsProvider } from "./testing/test-provider.ts";
import { sms, testWorld } from "./testing/test-world.ts";

const database = useTestDatabase();
const CLAIMED = "select count(*)::int as n from outbox where state = 'claimed'";

describe("a round with more than one claim", () => {
  test("claims what comes next while the last is being sent, and nothing beyond", async () => {
    const provider = smsProvider();
    const world = await testWorld(database(), [provider]);
    await world.askEach(await world.enrolMany(500), sms());
    const claimed = async () => (await world.query<{ n: number }>(CLAIMED))[0]?.n ?? 0;
    const answer = Promise.withResolvers<void>();
    provider.beforeAnswer = () => answer.promise;
    const round = deliver(world.context, world.tenant);
    while ((await claimed()) < 200) await new Promise(setImmediate);
    // Whatever it would still claim now, it would have begun to.
    for (let look = 0; look < 20; look++) expect(await claimed()).toBe(200);
    expect(provider.taken).toHaveLength(200);
    answer.resolve();
    expect(await round).toMatchObject({ handled: 500, claimed: 500, sent: 500 });
    expect(new Set(provider.taken.map(({ id }) => id)).size).toBe(500);
    expect(provider.taken).toHaveLength(500);
  });

  test("ends before its next claim when it is over", async () => {
    const provider = smsProvider();
    const world = await testWorld(database(), [provider]);
    await world.askEach(await world.enrolMany(300), sms());
    const over = AbortSignal.abort();
    const round = await deliver(world.context, world.tenant, { over });
    expect(round).toMatchObject({ handled: 100, sent: 100, more: true });
    expect(provider.taken).toHaveLength(100);
  });

  test("claims no more for a connection that has asked to be left alone", async () => {
    const provider = smsProvider({ batchSize: 10 });
    const world = await testWorld(database(), [provider]);
    await world.askEach(await world.enrolMany(600), sms());
    provider.fate = () => "rate-limit";
    const round = await deliver(world.context, world.tenant);
    expect(round).toMatchObject({ sent: 0, more: true });
    // The claim that was rightly under way already is put back without having been tried.
    expect(round.claimed).toBeLessThanOrEqual(200);
    const tried = await world.query("select 1 from outbox where state <> 'pending'");
    expect(tried).toEqual([]);
  });

  test("writes what became of the first claim though the second could not be made", async () => {
    const provider = smsProvider();
    const world = await testWorld(database(), [provider]);
    await world.askEach(await world.enrolMany(200), sms());
    const { connections } = world.context;
    let asked = 0;
    const all: typeof connections.all = (tenant) => {
      asked += 1;
      if (asked > 1) return Promise.reject(new Error("no connections"));
      return connections.all(tenant);
    };
    const context = { ...world.context, connections: { ...connections, all } };
    await expect(deliver(context, world.tenant)).rejects.toThrow("no connections");
    expect(await world.query(CLAIMED)).toEqual([{ n: 0 }]);
    const done = await world.query("select count(*)::int as n from outbox where state = 'done'");
    expect(done).toEqual([{ n: 100 }]);
  });
});
