import type { Manifest } from "@perennial/contract";
import {
  asTenant,
  claimDue,
  lockCustomers,
  lockOrigins,
  nextDelivery,
  recoverClaims,
  saveAdvanced,
  type TenantTransaction,
  toEnrolment,
  wake,
} from "@perennial/store";
import { describe, expect, test } from "vitest";
import { deliver } from "./deliver.ts";
import { retryTransaction } from "./retry-transaction.ts";
import { useTestDatabase } from "./testing/test-database.ts";
import { type Fate, smsProvider } from "./testing/test-provider.ts";
import { MONDAY } from "./testing/test-records.ts";
import { DECISIONS, nextRound, sms, testWorld } from "./testing/test-world.ts";

const database = useTestDatabase();
const lookUp = { lookUp: { settleSeconds: 30 } };

describe("several workers at once", () => {
  test("send each message once between them", async () => {
    const provider = smsProvider({ batchSize: 7 });
    const world = await testWorld(database(), [provider]);
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
    const provider = smsProvider();
    const policy = {
      caps: [{ limit: 1, window: { rolling: "P7D" } }],
      assumeAddressFromSale: true,
    };
    const world = await testWorld(database(), [provider], { policy });
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
    const provider = smsProvider();
    const world = await testWorld(database(), [provider]);
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
    const meanwhile = await deliver(world.context, world.tenant);
    free.resolve();
    await holding;
    expect(meanwhile).toMatchObject({ handled: 0, claimed: 0 });
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
  });

  test("do not stand in the way of advancing, nor it in theirs", async () => {
    const provider = smsProvider();
    const world = await testWorld(database(), [provider]);
    const enrolments = await world.enrolMany(100);
    await world.askEach(enrolments, sms());
    const advance = () =>
      retryTransaction(() =>
        asTenant(database(), world.tenant.id, async (tx) => {
          const due = await claimDue(tx, { now: world.clock.now(), limit: 1_000 });
          const standing = due.map(({ enrolment }) => ({ enrolment: toEnrolment(enrolment) }));
          await saveAdvanced(tx, standing);
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

describe("a worker that is gone", () => {
  /** A worker that claims and then never records what came of it. */
  async function claimedByTheDead(proof: Manifest["proof"], fate: Fate) {
    const provider = smsProvider({ proof });
    provider.fate = () => fate;
    const world = await testWorld(database(), [provider]);
    await world.ask(await world.enrol("1"), sms());
    let answer = () => {};
    const reached = new Promise<void>((taken) => {
      provider.beforeAnswer = () => {
        taken();
        return new Promise((resolve) => {
          answer = resolve;
        });
      };
    });
    const lost = deliver(world.context, world.tenant);
    await reached;
    provider.beforeAnswer = async () => undefined;
    const finish = () => {
      answer();
      return lost;
    };
    return { world, provider, finish };
  }

  test("loses its claim with the lease, and what it did is found", async () => {
    const { world, provider, finish } = await claimedByTheDead(lookUp, "accept");
    expect(await deliver(world.context, world.tenant)).toMatchObject({ handled: 0 });
    expect(await nextRound(world)).toMatchObject({ sent: 1, claimed: 0 });
    expect(provider.taken).toHaveLength(1);
    await finish();
  });

  test("and comes back late is not believed: its row is another's by then", async () => {
    const { world, provider, finish } = await claimedByTheDead(lookUp, "refuse");
    provider.fate = () => "accept";
    expect(await nextRound(world)).toMatchObject({ retried: 1 });
    expect(await nextRound(world)).toMatchObject({ sent: 1 });
    expect(await finish()).toMatchObject({ refused: 0, sent: 0 });
    expect(await world.outbox("state")).toEqual(["done"]);
    expect(await world.query(DECISIONS)).toMatchObject([{ kind: "sent" }]);
  });

  test("and comes back while another has its row does not take it away", async () => {
    const { world, provider, finish } = await claimedByTheDead(lookUp, "refuse");
    provider.fate = () => "accept";
    expect(await nextRound(world)).toMatchObject({ retried: 1 });
    provider.beforeAnswer = async () => {
      expect(await finish()).toMatchObject({ refused: 0 });
      expect(await world.outbox("state")).toEqual(["claimed"]);
    };
    expect(await nextRound(world)).toMatchObject({ sent: 1 });
    expect(await world.query(DECISIONS)).toMatchObject([{ kind: "sent" }]);
  });

  test("and comes back late, but before anybody else acted, is believed", async () => {
    const { world, finish } = await claimedByTheDead({ reports: true }, "accept");
    expect(await nextRound(world)).toMatchObject({ handled: 1, claimed: 0 });
    expect(await world.outbox("state")).toEqual(["unknown"]);
    expect(await finish()).toMatchObject({ sent: 1 });
    expect(await world.outbox("state")).toEqual(["done"]);
  });

  test("begins nothing when it stood still in its claim: its lease has run on meanwhile", async () => {
    const provider = smsProvider();
    const world = await testWorld(database(), [provider]);
    await world.ask(await world.enrol("1"), sms());
    const { programs } = world.context;
    const machineNow = performance.now.bind(performance);
    const standStill: typeof programs.load = (...args) => {
      performance.now = () => machineNow() + 31_000;
      return programs.load(...args);
    };
    const context = { ...world.context, programs: { ...programs, load: standStill } };
    try {
      const late = await deliver(context, world.tenant);
      expect(late).toMatchObject({ claimed: 1, sent: 0, retried: 1 });
      expect(provider.taken).toHaveLength(0);
    } finally {
      performance.now = machineNow;
    }
    expect(await nextRound(world)).toMatchObject({ sent: 1 });
    expect(provider.taken).toHaveLength(1);
  });

  test("leaves nothing claimed behind when the only process starts again", async () => {
    const { world, provider, finish } = await claimedByTheDead(lookUp, "accept");
    expect(await world.in((tx) => recoverClaims(tx, MONDAY))).toBe(1);
    expect(await world.outbox("state")).toEqual(["unknown"]);
    expect(await deliver(world.context, world.tenant)).toMatchObject({ handled: 1, claimed: 0 });
    expect(await nextRound(world)).toMatchObject({ sent: 1 });
    expect(provider.taken).toHaveLength(1);
    await finish();
  });
});
