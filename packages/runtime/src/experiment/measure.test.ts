import { isGloballyHeldOut, isHeldOut, LifecyclePlan, parseProgram } from "@perennial/lifecycle";
import { addRecords, PURCHASES, publishPlanVersion } from "@perennial/store";
import { expect, test } from "vitest";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { startByHand } from "../enter/start-by-hand.ts";
import { settle } from "../loop/settle.ts";
import { programOf } from "../testing/test-program.ts";
import { MONDAY, type TestRuntime, testRuntime } from "../testing/test-runtime.ts";
import { measureAll } from "./measure-all.ts";
import { measureProgram } from "./measure-program.ts";

const database = useTestDatabase();
const ids = Array.from({ length: 80 }, (_, i) => `k${i}`);
const LATER = "2026-04-20T09:00:00.000Z";

const clubOf = (holdout: number, wait = "P60D") =>
  programOf("club", {
    subject: "customer",
    triggers: "[{ signal: program.requested }]",
    more: `holdout: ${holdout}\ngoal: { on: purchase.made }\nreduces: [{ from: starter, to: lost }]`,
    steps: `{ id: texts, do: split, parts: [{ name: long, share: 50, goTo: rest }, { name: short, share: 50, goTo: rest }] }\n{ id: rest, do: wait, for: ${wait} }`,
  });

async function company(): Promise<TestRuntime> {
  const of = await testRuntime(database());
  await of.addCustomers(...ids.map((id) => ({ id })));
  const plan = LifecyclePlan.parse({ holdout: 20 });
  await of.in((tx) => publishPlanVersion(tx, { plan, at: MONDAY, by: "test" }));
  return of;
}

async function enter(of: TestRuntime, wanted: readonly string[]): Promise<void> {
  for (const customerId of wanted) {
    await startByHand(of.context, of.tenant, { program: "club", customerId });
  }
  await settle(of.context, of.tenant);
}

const lots = (holdout: number) => {
  const { program } = parseProgram(clubOf(holdout));
  if (!program) throw new Error("the program of the test cannot be read");
  const running = { program, version: 1, settings: {} };
  return (id: string) => {
    if (isGloballyHeldOut(20, id)) return "global";
    return isHeldOut(running, id) ? "held-out" : "treated";
  };
};

test("the groups of a program are those of its lot, without those the plan holds out of all", async () => {
  const of = await company();
  await of.publish("club", clubOf(30));
  await enter(of, ids.slice(0, 40));
  // Other words change nothing of who is held out.
  await of.publish("club", clubOf(30, "P50D"));
  await enter(of, ids.slice(40));
  const groupOf = lots(30);
  const rows = await of.query<{ id: string; holdout: boolean; group: string | null }>(
    `select customer_id as id, holdout, variables ->> 'group:holdout' as "group" from enrolments`,
  );
  expect(rows).toHaveLength(80);
  for (const { id, holdout, group } of rows) {
    expect([id, holdout, group === "global"]).toEqual([
      ...[id, groupOf(id) !== "treated", groupOf(id) === "global"],
    ]);
  }
  const purchases = ids.slice(0, 20).map((customerId) => ({
    ...{ id: `p-${customerId}`, customerId, at: "2026-03-10T09:00:00.000Z", amount: 20_000 },
    ...{ currency: "SEK", quantity: 1, discount: 0 },
  }));
  await of.in((tx) => addRecords(tx, PURCHASES, purchases));
  of.clock.moveTo(LATER);
  const effect = await measureProgram(of.context, of.tenant, { program: "club" });
  const count = (group: string, own = ids) => own.filter((id) => groupOf(id) === group).length;
  expect(effect).toMatchObject({
    ...{ window: "P30D", windowDays: 30, waiting: 0, heldOutOfAll: count("global") },
    customers: { treated: count("treated"), heldOut: count("held-out") },
    flows: [{ from: "starter", to: "lost", aim: "reduces" }],
  });
  const buyers = effect.comparisons.find(({ measure }) => measure === "buyers");
  expect(buyers?.treated).toBeCloseTo(count("treated", ids.slice(0, 20)) / count("treated"), 10);
  expect(effect.parts.map(({ part }) => part)).toEqual(["long", "short"]);
  expect(effect.parts.reduce((sum, { customers }) => sum + customers, 0)).toBe(count("treated"));
});

test("another share counts anew, and those who were in it before are left out", async () => {
  const of = await company();
  await of.publish("club", clubOf(30));
  await enter(of, ids.slice(0, 40));
  await of.publish("club", clubOf(40));
  await enter(of, ids.slice(40));
  of.clock.moveTo(LATER);
  const { customers, heldOutOfAll } = await measureProgram(of.context, of.tenant, {
    program: "club",
  });
  expect(customers.treated + customers.heldOut + heldOutOfAll).toBe(40);
});

test("customers whose window is not over wait", async () => {
  const of = await company();
  await of.publish("club", clubOf(30));
  await enter(of, ids);
  const effect = await measureProgram(of.context, of.tenant, { program: "club", window: "P14D" });
  expect(effect.waiting + ids.filter((id) => isGloballyHeldOut(20, id)).length).toBe(80);
  expect(effect.customers).toEqual({ treated: 0, heldOut: 0 });
});

test("what cannot be measured is refused with a remedy", async () => {
  const of = await testRuntime(database());
  await expect(measureProgram(of.context, of.tenant, { program: "none" })).rejects.toThrow(
    'There is no program "none". Publish it first.',
  );
  await expect(
    measureProgram(of.context, of.tenant, { program: "none", window: "PT36H" }),
  ).rejects.toThrow("whole days");
  await expect(measureAll(of.context, of.tenant)).rejects.toThrow("Nobody is held out");
});

test("all programs together are measured on the whole base, since the plan holds out", async () => {
  const of = await company();
  of.clock.moveTo(LATER);
  const held = ids.filter((id) => isGloballyHeldOut(20, id)).length;
  const all = await measureAll(of.context, of.tenant);
  expect(all).toMatchObject({
    ...{ since: MONDAY, until: LATER, windowDays: 49 },
    customers: { treated: 80 - held, heldOut: held },
  });
  expect(all.comparisons.some(({ measure }) => measure === "conversion")).toBe(false);
  // A larger group has other customers: it is measured since then.
  const plan = LifecyclePlan.parse({ holdout: 25 });
  await of.in((tx) => publishPlanVersion(tx, { plan, at: "2026-04-10T09:00:00.000Z", by: "test" }));
  expect(await measureAll(of.context, of.tenant)).toMatchObject({ windowDays: 10 });
});
