import type { Signal } from "@perennial/contract";
import { LifecyclePlan } from "@perennial/lifecycle";
import { findTenant, type Tenant } from "@perennial/store";
import { expect, test } from "vitest";
import { announceChanges } from "../announce/announce-changes.ts";
import { later } from "../deliver/later.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { applySignals } from "../ingest/apply-signals.ts";
import { settle } from "../loop/settle.ts";
import { publishPlan } from "../plan/publish-plan.ts";
import { programOf } from "../testing/test-program.ts";
import { MONDAY, type TestRuntime, testRuntime } from "../testing/test-runtime.ts";
import { reviewBase } from "./review-base.ts";

const database = useTestDatabase();
const text = (of: string) => ({ sv: of, en: of });
const PLAN = LifecyclePlan.parse({
  tiers: {
    tiers: [
      { id: "member", name: text("Medlem"), from: 0 },
      { id: "gold", name: text("Guld"), from: 5_000 },
    ],
  },
});
const REST = { subject: "customer", steps: "{ id: rest, do: wait, for: P1D }" } as const;

interface Club extends TestRuntime {
  now(): Promise<Tenant>;
  /** Has a shop tell of something, and whoever works do what is due. */
  told(signals: readonly Signal[], quiet?: boolean): Promise<void>;
  night(on: string): ReturnType<typeof reviewBase>;
}

/** A club of two members whose first night is over. */
async function club(): Promise<Club> {
  const of = await testRuntime(database());
  await of.addCustomers({ id: "1" }, { id: "2" });
  const triggers = "[{ signal: customer.tier-changed }]";
  await of.publish("thanks", programOf("thanks", { ...REST, triggers }));
  await publishPlan(of.context, of.tenant, { plan: PLAN, by: "test" });
  const now = async () => (await findTenant(database(), of.tenant.id)) ?? of.tenant;
  const made: Club = {
    ...of,
    now,
    async told(signals, quiet = false) {
      const tenant = await now();
      await of.in((tx) => applySignals(of.context, tx, { tenant, signals, quiet }));
      await settle(of.context, tenant);
    },
    async night(on) {
      of.clock.moveTo(`${on}T05:00:00.000Z`);
      return reviewBase(of.context, await now());
    },
  };
  await made.night("2026-03-02");
  of.clock.moveTo(MONDAY);
  return made;
}

function bought(id: string, customerId: string, amount: number): Signal {
  const money = { amount, currency: "SEK", quantity: 1, discount: 0 };
  return {
    ...{ id, at: MONDAY, type: "purchase.made" },
    purchase: { id, customerId, at: MONDAY, ...money },
  };
}

const entered = (of: Club) =>
  of.query("select program, customer_id as id from enrolments order by id");
const tierOf = async (of: Club, id: string) => {
  const [row] = await of.query<{ tier: string }>(`select tier from customers where id = '${id}'`);
  return row?.tier;
};
const changesTold = (of: Club) =>
  of.query("select customer_id as id from signals where type = 'customer.tier-changed'");

test("a purchase that lifts a member is told to programs at once and once, and the night changes nothing", async () => {
  const of = await club();
  await of.told([bought("p1", "1", 6_000)]);
  expect(await tierOf(of, "1")).toBe("gold");
  expect(await entered(of)).toEqual([{ program: "thanks", id: "1" }]);
  await of.told([bought("p1", "1", 6_000)]);
  await of.told([{ ...bought("p1", "1", 6_000), id: "told-anew" }]);
  expect(await changesTold(of)).toEqual([{ id: "1" }]);
  expect(await of.night("2026-03-03")).toMatchObject({ stage: "done", told: 0 });
  expect(await announceChanges(of.context, await of.now())).toEqual({ changes: 0, entered: 0 });
  expect(await entered(of)).toEqual([{ program: "thanks", id: "1" }]);
});

test("a purchase that has a program of its own is heard by it with the tier it led to", async () => {
  const of = await club();
  const triggers = "[{ signal: purchase.made }]";
  const more = "entry: { field: customer.tier, is: equals, value: gold }";
  await of.publish("gold-thanks", programOf("gold-thanks", { ...REST, triggers, more }));
  await of.told([bought("p1", "1", 6_000), bought("p2", "2", 10)]);
  expect(await entered(of)).toEqual([
    { program: "gold-thanks", id: "1" },
    { program: "thanks", id: "1" },
  ]);
});

test("what a first load brings is known and told to nobody, then or at night", async () => {
  const of = await club();
  await of.told([bought("p1", "1", 6_000)], true);
  expect(await tierOf(of, "1")).toBe("gold");
  expect(await of.night("2026-03-03")).toMatchObject({ stage: "done", told: 0 });
  await settle(of.context, await of.now());
  expect(await entered(of)).toEqual([]);
});

test("a return that takes a purchase back counts at once", async () => {
  const of = await club();
  await of.told([bought("p1", "1", 6_000)]);
  await of.told([bought("p1-back", "1", -6_000)]);
  const [row] = await of.query<{ value: number }>(
    "select qualifying as value from standings where customer_id = '1'",
  );
  expect(row?.value).toBe(0);
});

test("changes that wait when a process ends are told by the next that looks", async () => {
  const of = await club();
  const tenant = await of.now();
  const signals = [bought("p1", "1", 6_000)];
  await of.in((tx) => applySignals(of.context, tx, { tenant, signals }));
  expect(await entered(of)).toEqual([]);
  of.clock.moveTo(later(MONDAY, 1_000));
  await settle(of.context, tenant);
  expect(await entered(of)).toEqual([{ program: "thanks", id: "1" }]);
});

test("a customer who became one with another stands where the purchases of both lead", async () => {
  const of = await club();
  await of.told([bought("p1", "1", 3_000), bought("p2", "2", 3_000)]);
  expect(await entered(of)).toEqual([]);
  await of.told([{ id: "m1", at: MONDAY, type: "customer.merged", customerId: "2", into: "1" }]);
  expect(await tierOf(of, "1")).toBe("gold");
  expect(await entered(of)).toEqual([{ program: "thanks", id: "1" }]);
});
