import { LifecyclePlan } from "@perennial/lifecycle";
import { addRecords, findTenant, PURCHASES, type Tenant } from "@perennial/store";
import { expect, test } from "vitest";
import { announceChanges } from "../announce/announce-changes.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { previewPlan } from "../plan/preview-plan.ts";
import { publishPlan } from "../plan/publish-plan.ts";
import { programOf } from "../testing/test-program.ts";
import { type TestRuntime, testRuntime } from "../testing/test-runtime.ts";
import { reviewBase } from "./review-base.ts";
import { reviewNow } from "./review-now.ts";

const database = useTestDatabase();
const text = (of: string) => ({ sv: of, en: of });
const REST = { subject: "customer", steps: "{ id: rest, do: wait, for: P1D }" } as const;

function planWith(silver: number, gold: number): LifecyclePlan {
  return LifecyclePlan.parse({
    ...{ valueClasses: { limits: { atLeast: { gold: 9_000, silver: 1_000 } } }, flows: {} },
    tiers: {
      tiers: [
        { id: "member", name: text("Medlem"), from: 0 },
        { id: "silver", name: text("Silver"), from: silver },
        { id: "gold", name: text("Guld"), from: gold },
      ],
    },
    matrix: {
      cells: [
        { valueClass: "gold", strategy: "retain", program: "keep-gold" },
        { valueClass: "silver", strategy: "develop" },
        { valueClass: "bronze", strategy: "normal-price" },
      ],
    },
  });
}

interface Company extends TestRuntime {
  /** The tenant as it is now. */
  now(): Promise<Tenant>;
  buy(customerId: string, amount: number, on: string): Promise<void>;
  /** Does the night of a date, and gives how it ended. */
  night(on: string): ReturnType<typeof reviewBase>;
}

let bought = 0;

async function company(customers: readonly string[]): Promise<Company> {
  const of = await testRuntime(database());
  await of.addCustomers(...customers.map((id) => ({ id })));
  const tiers = "[{ signal: customer.tier-changed }]";
  await of.publish("thanks", programOf("thanks", { ...REST, triggers: tiers }));
  const never = "[{ signal: customer.deleted }]";
  await of.publish("keep-gold", programOf("keep-gold", { ...REST, triggers: never }));
  const now = async () => (await findTenant(database(), of.tenant.id)) ?? of.tenant;
  const made = {
    ...of,
    now,
    async buy(customerId: string, amount: number, on: string) {
      bought += 1;
      const what = { id: `p${bought}`, customerId, at: `${on}T10:00:00.000Z`, amount };
      const rest = { currency: "SEK", quantity: 1, discount: 0 };
      await of.in((tx) => addRecords(tx, PURCHASES, [{ ...what, ...rest }]));
    },
    async night(on: string) {
      of.clock.moveTo(`${on}T05:00:00.000Z`);
      return reviewBase(of.context, await now());
    },
  };
  const { problems, version } = await publishPlan(of.context, of.tenant, {
    plan: planWith(1_000, 5_000),
    by: "test",
  });
  expect([version, problems.filter(({ severity }) => severity === "error")]).toEqual([1, []]);
  return made;
}

const entered = (of: Company) =>
  of.query("select program, customer_id as id from enrolments order by program, customer_id");

test("the first night by a plan tells nobody anything; a later change opens programs once", async () => {
  const of = await company(["1", "2"]);
  await of.buy("1", 2_000, "2026-03-01");
  expect(await of.night("2026-03-03")).toMatchObject({
    stage: "done",
    isBaseline: true,
    told: 0,
    customers: 2,
  });
  expect(await announceChanges(of.context, await of.now())).toEqual({ changes: 0, entered: 0 });
  await of.buy("1", 9_000, "2026-03-03");
  expect(await of.night("2026-03-04")).toMatchObject({ stage: "done", isBaseline: false });
  const told = await announceChanges(of.context, await of.now());
  expect(told.changes).toBeGreaterThan(0);
  expect(await entered(of)).toEqual([
    { program: "keep-gold", id: "1" },
    { program: "thanks", id: "1" },
  ]);
  expect(await announceChanges(of.context, await of.now())).toEqual({ changes: 0, entered: 0 });
  expect(await of.query("select tier, value_class as class from customers order by id")).toEqual([
    { tier: "gold", class: "gold" },
    { tier: "member", class: null },
  ]);
});

test("a purchase in real time is told at once, and the night that follows has nothing to add", async () => {
  const of = await company(["1", "2"]);
  await of.buy("1", 2_000, "2026-03-01");
  await of.night("2026-03-03");
  await of.buy("1", 4_000, "2026-03-03");
  const tenant = await of.now();
  const changes = await of.in((tx) => reviewNow(of.context, tx, { tenant, customerIds: ["1"] }));
  expect(changes).toContainEqual(
    expect.objectContaining({
      type: "customer.tier-changed",
      from: "silver",
      to: "gold",
      direction: "up",
      reason: "earned",
    }),
  );
  await announceChanges(of.context, tenant);
  expect(await entered(of)).toEqual([{ program: "thanks", id: "1" }]);
  expect(await of.night("2026-03-04")).toMatchObject({ stage: "done", told: 0 });
});

test("where a new customer begins is told at once, by night, and on another plan's first night", async () => {
  const of = await company(["1"]);
  await of.night("2026-03-03");
  const comes = async (id: string, customerSince: string) => {
    await of.addCustomers({ id, customerSince });
    const tenant = await of.now();
    return of.in((tx) => reviewNow(of.context, tx, { tenant, customerIds: [id] }));
  };
  expect(await comes("2", "2026-03-03")).toEqual([
    {
      ...{ id: "customer.tier-changed:2026-03-03:2:member", type: "customer.tier-changed" },
      ...{ at: of.clock.now(), customerId: "2", to: "member", direction: "up", reason: "joined" },
    },
  ]);
  expect(await comes("3", "2026-03-02")).toEqual([]);
  await of.addCustomers({ id: "4", customerSince: "2026-03-04" });
  await publishPlan(of.context, of.tenant, { plan: planWith(2_000, 5_000), by: "test" });
  expect(await comes("5", "2026-03-04")).toEqual([]);
  expect(await of.night("2026-03-04")).toMatchObject({ isBaseline: true, told: 2 });
  await announceChanges(of.context, await of.now());
  expect(await entered(of)).toEqual([
    { program: "thanks", id: "2" },
    { program: "thanks", id: "4" },
    { program: "thanks", id: "5" },
  ]);
});

test("a plan of groups alone is gone by, and who joins one is told", async () => {
  const of = await company(["1"]);
  const when = { count: "purchases", is: "at-least", value: 1 };
  const plan = LifecyclePlan.parse({ groups: [{ id: "buyers", name: text("Köpare"), when }] });
  await publishPlan(of.context, of.tenant, { plan, by: "test" });
  await of.night("2026-03-03");
  await of.buy("1", 100, "2026-03-03");
  expect(await of.night("2026-03-04")).toMatchObject({ stage: "done", told: 1 });
  expect(await of.query("select customer_id as id, type from standing_changes")).toEqual([
    { id: "1", type: "customer.group-joined" },
  ]);
});

test("a night that is broken off goes on where it was and comes to the same", async () => {
  const ids = ["1", "2", "3", "4", "5", "6"];
  const of = await company(ids);
  for (const id of ids) await of.buy(id, 1_500, "2026-03-01");
  await of.night("2026-03-03");
  for (const id of ids) await of.buy(id, 9_000, "2026-03-03");
  of.clock.moveTo("2026-03-04T05:00:00.000Z");
  const tenant = await of.now();
  let stages = 0;
  let last = await reviewBase(of.context, tenant, { range: 1, over: AbortSignal.abort() });
  for (; last?.stage !== "done" && stages < 50; stages++) {
    // Ends before each of its ranges but the first few.
    let asked = 0;
    const over = new Proxy(new AbortController().signal, {
      get: (_signal, name) => (name === "aborted" ? ++asked > 4 : undefined),
    });
    last = await reviewBase(of.context, tenant, { range: 1, over });
  }
  expect(stages).toBeGreaterThan(2);
  expect(last).toMatchObject({ stage: "done", customers: 6 });
  expect(
    await of.query(`select type, count(*)::int as n, count(distinct customer_id)::int as customers
      from standing_changes where type = 'customer.tier-changed' group by type`),
  ).toEqual([{ type: "customer.tier-changed", n: 6, customers: 6 }]);
  expect(
    await of.query(`select from_state as was, to_state as became, customers from migration_counts
      where kind = 'tier' and on_day = '2026-03-04'`),
  ).toEqual([{ was: "silver", became: "gold", customers: 6 }]);
});

test("a changed plan is previewed on the real base and nothing of it is written", async () => {
  const of = await company(["1", "2", "3"]);
  await of.buy("1", 2_000, "2026-03-01");
  await of.buy("2", 6_000, "2026-03-01");
  await of.night("2026-03-03");
  const before = await of.query("select * from standings order by customer_id");
  const comparing = previewPlan(of.context, await of.now(), planWith(3_000, 8_000));
  expect(await comparing.next()).toEqual({ done: false, value: { done: 3, total: 3 } });
  const { done, value: preview } = await comparing.next();
  if (!done) throw new Error("three customers are one range");
  expect(preview).toMatchObject({ rise: 0, fall: 2, join: 0, leave: 0 });
  expect(preview.moves.filter(({ kind }) => kind === "tier")).toEqual([
    { kind: "tier", from: "gold", to: "silver", customers: 1, examples: ["2"] },
    { kind: "tier", from: "silver", to: "member", customers: 1, examples: ["1"] },
  ]);
  expect(await of.query("select * from standings order by customer_id")).toEqual(before);
});

test("customers that are gone have no standing any more, and are counted as gone", async () => {
  const of = await company(["1", "2"]);
  await of.buy("1", 2_000, "2026-03-01");
  await of.night("2026-03-03");
  await of.query(
    "update customers set deleted_at = '2026-03-03T12:00:00Z' where id = '1' returning id",
  );
  expect(await of.night("2026-03-04")).toMatchObject({ customers: 1 });
  expect(await of.query("select customer_id as id from standings")).toEqual([{ id: "2" }]);
  expect(
    await of.query(`select from_state as was, to_state as became, customers from migration_counts
      where kind = 'flow' and on_day = '2026-03-04'`),
  ).toEqual([{ was: "starter", became: "", customers: 1 }]);
});
