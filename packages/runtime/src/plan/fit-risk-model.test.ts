import { LifecyclePlan } from "@perennial/lifecycle";
import { addRecords, findTenant, loadStandings, PURCHASES, type Tenant } from "@perennial/store";
import { expect, test } from "vitest";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { reviewBase } from "../review/review-base.ts";
import { type TestRuntime, testRuntime } from "../testing/test-runtime.ts";
import { fitRiskModel } from "./fit-risk-model.ts";
import { publishPlan } from "./publish-plan.ts";

const database = useTestDatabase();
const MONTHS = ["2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-06", "2025-07"];
const LATER = ["2025-08", "2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02"];

/** A shop whose customers buy each month; every third stopped early in 2025. */
async function shop(customers: number): Promise<TestRuntime & { now(): Promise<Tenant> }> {
  const of = await testRuntime(database());
  const ids = Array.from({ length: customers }, (_, index) => `${index + 1}`);
  await of.addCustomers(...ids.map((id) => ({ id })));
  const bought = ids.flatMap((id, index) => {
    const isLeaving = index % 3 === 0;
    const months = isLeaving ? MONTHS.slice(0, 1 + (index % 4)) : [...MONTHS, ...LATER];
    return months.map((month) => ({
      ...{ id: `${id}-${month}`, customerId: id, at: `${month}-10T10:00:00.000Z` },
      ...{ amount: 10_000, currency: "SEK", quantity: 1, discount: 0 },
    }));
  });
  await of.in((tx) => addRecords(tx, PURCHASES, bought));
  of.clock.moveTo("2026-03-02T05:00:00.000Z");
  const now = async () => (await findTenant(database(), of.tenant.id)) ?? of.tenant;
  return { ...of, now };
}

const PLAN = LifecyclePlan.parse({ flows: {}, churn: { horizon: "P12M" } });

test("a model is learnt from the history there is, and the next night gives everybody a risk", async () => {
  const of = await shop(240);
  expect(await fitRiskModel(of.context, of.tenant)).toBeUndefined();
  const plan = LifecyclePlan.parse({ flows: { lostAfter: "P8M" }, churn: { horizon: "P10M" } });
  await publishPlan(of.context, of.tenant, { plan, by: "test" });
  const trained = await fitRiskModel(of.context, await of.now());
  const { fit } = trained ?? {};
  if (!fit || !("model" in fit)) throw new Error(`no model: ${JSON.stringify(fit)}`);
  expect(fit.model).toMatchObject({ day: "2025-05-02", horizon: "P10M", lost: 80 });
  await reviewBase(of.context, await of.now());
  const standings = await of.in((tx) => loadStandings(tx, ["2"]));
  expect(standings.get("2")).toMatchObject({ risk: expect.any(String) });
});

test("a history that carries no model is said to, and nothing is kept", async () => {
  const of = await shop(6);
  await publishPlan(of.context, of.tenant, { plan: PLAN, by: "test" });
  const trained = await fitRiskModel(of.context, await of.now());
  expect(trained?.fit).toMatchObject({
    refusal: "too-few-lost",
    words: { sv: expect.any(String) },
  });
  const models = await of.query("select count(*)::int as models from churn_models");
  expect(models).toEqual([{ models: 0 }]);
});

test("a plan's first night learns by itself, and after it the first of each month", async () => {
  const of = await shop(240);
  const plan = LifecyclePlan.parse({ flows: { lostAfter: "P8M" }, churn: { horizon: "P10M" } });
  await publishPlan(of.context, of.tenant, { plan, by: "test" });
  const learnt: unknown[] = [];
  for (const day of ["2026-03-02", "2026-03-03", "2026-04-01", "2026-04-02"]) {
    of.clock.moveTo(`${day}T05:00:00.000Z`);
    await reviewBase(of.context, await of.now());
    learnt.push(...(await of.query("select model->>'day' as day from churn_models")));
  }
  expect(learnt).toEqual([
    { day: "2025-05-02" },
    { day: "2025-05-02" },
    { day: "2025-06-01" },
    { day: "2025-06-01" },
  ]);
});
