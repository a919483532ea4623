import {
  asTenant,
  claimDue,
  lockCustomers,
  lockOrigins,
  nextDelivery,
  type TenantTransaction,
  wake,
} from "@perennial/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliver } from "./deliver.ts";
import { Gates, readReach } from "./gates.ts";
import { retryTransaction } from "./retry-transaction.ts";
import { openTestDatabase, type TestDatabase } from "./testing/test-database.ts";
import { testProvider } from "./testing/test-provider.ts";
import { MONDAY, sms, testWorld } from "./testing/test-world.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());

describe("several workers at once", () => {
  test("send each message once between them", async () => {
    const provider = testProvider({ id: "sms", commands: ["send-sms"], batchSize: 7 });
    const world = await testWorld(database.db, [provider]);
    await world.askEach(await world.enrolMany(300), sms());
    const worker = async () => {
      while ((await world.in(nextDelivery)) !== undefined) {
        await deliver(world.context, world.tenant, { limit: 40 });
      }
    };
    await Promise.all([worker(), worker(), worker()]);
    expect(provider.taken).toHaveLength(300);
    expect(new Set(provider.taken.map(({ id }) => id)).size).toBe(300);
    expect(await world.query("select distinct state from outbox")).toEqual([{ state: "done" }]);
  });

  test("never spend together more than a cap leaves over", async () => {
    const provider = testProvider({ id: "sms", commands: ["send-sms"] });
    const policy = {
      caps: [{ limit: 1, window: { rolling: "P7D" } }],
      assumeAddressFromSale: true,
    };
    const world = await testWorld(database.db, [provider], { policy });
    await world.enrolMany(40);
    // A second enrolment of each customer asks for another message at the same moment.
    await world.query(`insert into enrolments (tenant_id, program, program_version, customer_id, agreement_id,
        key, round, entered_at)
      select tenant_id, program, program_version, customer_id, agreement_id, key, 1, entered_at from enrolments`);
    const effect = sms({ class: "marketing", expiresAt: "2026-04-01T00:00:00.000Z" });
    await world.query(`insert into outbox (tenant_id, enrolment_id, seq, customer_id, kind, effect, created_at, due_at)
      select tenant_id, id, 1, customer_id, 'message',
        '${JSON.stringify(effect)}'::jsonb || jsonb_build_object('step', 'step' || round), '${MONDAY}', '${MONDAY}'
      from enrolments`);
    for (let round = 0; round < 3; round++) {
      await Promise.all([1, 2, 3].map(() => deliver(world.context, world.tenant, { limit: 30 })));
    }
    const perCustomer = await world.query<{ n: number }>(
      "select count(*)::int as n from sends group by customer_id",
    );
    expect(perCustomer.map(({ n }) => n)).toEqual(Array(40).fill(1));
  });

  test.each([
    { what: "enrolment", lock: (tx: TenantTransaction, id: number) => lockOrigins(tx, [id]) },
    { what: "customer", lock: (tx: TenantTransaction) => lockCustomers(tx, ["1"]) },
  ])("leave a message alone while another one holds its $what", async ({ lock }) => {
    const provider = testProvider({ id: "sms", commands: ["send-sms"] });
    const world = await testWorld(database.db, [provider]);
    const enrolment = await world.enrol("1");
    await world.ask(enrolment, sms());
    const locked = Promise.withResolvers<void>();
    const free = Promise.withResolvers<void>();
    const holding = world.in(async (tx) => {
      await lock(tx, enrolment);
      locked.resolve();
      await free.promise;
    });
    await locked.promise;
    expect(await deliver(world.context, world.tenant)).toMatchObject({ handled: 0, claimed: 0 });
    free.resolve();
    await holding;
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
  });

  test("do not stand in the way of advancing, nor it in theirs", async () => {
    const provider = testProvider({ id: "sms", commands: ["send-sms"] });
    const world = await testWorld(database.db, [provider]);
    const enrolments = await world.enrolMany(100);
    await world.askEach(enrolments, sms());
    const advance = () =>
      retryTransaction(() =>
        asTenant(database.db, world.tenant.id, async (tx) => {
          await claimDue(tx, { now: world.clock.now(), limit: 1_000 });
        }),
      );
    const tell = () =>
      world.in((tx) =>
        wake(
          tx,
          enrolments.map((enrolmentId) => ({ enrolmentId, stimulus: { kind: "timer" } })),
          MONDAY,
        ),
      );
    for (let round = 0; round < 10; round++) {
      await Promise.all([tell(), advance(), deliver(world.context, world.tenant), advance()]);
      world.clock.moveTo(new Date(Date.parse(world.clock.now()) + 1_000).toISOString());
    }
    await advance();
    while ((await world.in(nextDelivery)) !== undefined) {
      world.clock.moveTo((await world.in(nextDelivery)) ?? "");
      await deliver(world.context, world.tenant);
    }
    expect(provider.taken).toHaveLength(100);
  });
});

describe("a rate limit", () => {
  test("lets a round claim only what it can send within its lease; the rest is spread over the time it takes", async () => {
    const rateLimit = { requests: 60, perSeconds: 60 };
    const provider = testProvider({ id: "sms", commands: ["send-sms"], rateLimit });
    const world = await testWorld(database.db, [provider]);
    const reach = await readReach(world.context.connections, world.tenant.id);
    const states = [...reach.byId.values()].map(({ connection }) => connection);
    const gates = new Gates(reach, states, MONDAY);
    const passages = Array.from({ length: 30 }, () => gates.pass("send-sms"));
    expect(passages.filter(({ open }) => open)).toHaveLength(20);
    expect(passages[20]).toEqual({
      open: false,
      until: "2026-03-02T09:00:21.000Z",
      missing: false,
    });
    expect(passages[29]).toEqual({
      open: false,
      until: "2026-03-02T09:00:30.000Z",
      missing: false,
    });
  });
});
