import { saveVisitCriteria } from "@perennial/store";
import { expect, test } from "vitest";
import { announceChanges } from "../announce/announce-changes.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { programOf } from "../testing/test-program.ts";
import { type TestRuntime, testRuntime } from "../testing/test-runtime.ts";
import { tellVisits } from "./tell-visits.ts";

const database = useTestDatabase();

const VISITS = programOf("visits", {
  subject: "customer",
  triggers: "[{ signal: visit.due }]",
  more: "reentry: always",
  steps: "{ id: rest, do: wait, for: P1D }",
});

const criterion = (id: string, field: string, points: number) => ({
  ...{ id, name: { sv: id, en: id }, points },
  when: { field: `customer.attributes.${field}`, is: "is-set" },
  whyNow: { sv: `har ${id}`, en: `has ${id}` },
  bring: { sv: `mapp ${id}`, en: `folder ${id}` },
});
const TRUCKS = criterion("trucks", "trucks", 1);
const BUDGET = criterion("budget", "investmentBudget", 3);

interface Company extends TestRuntime {
  criteria(...criteria: readonly unknown[]): Promise<void>;
  /** The attributes of a company, by its id. */
  has(id: string, attributes: Readonly<Record<string, number | boolean>>): Promise<void>;
  /** Does a night, and gives what was told: who, and the words. */
  night(day: string, range?: number): Promise<readonly unknown[]>;
}

async function company(...ids: readonly string[]): Promise<Company> {
  const of = await testRuntime(database());
  const criteria = (...list: readonly unknown[]) =>
    of.in((tx) =>
      saveVisitCriteria(tx, { criteria: list, savedAt: of.clock.now(), savedBy: "test" }),
    );
  await criteria(TRUCKS, BUDGET);
  const names = new Map(ids.map((id) => [id, `Bolag ${id}`]));
  const put = (id: string, attributes = {}) =>
    of.addCustomers({
      ...{ id, name: names.get(id) ?? id, attributes, updatedAt: of.clock.now() },
    });
  for (const id of ids) await put(id);
  return {
    ...of,
    ...{ criteria, has: put },
    async night(day, range = 5_000) {
      of.clock.moveTo(`${day}T03:00:00.000Z`);
      await tellVisits(of.context, of.tenant, { range });
      const told = await of.query<{ told: string }>(
        "select concat_ws(' ', customer_id, body ->> 'points', body ->> 'whyNow', body ->> 'bring') as told from standing_changes where type = 'visit.due' order by customer_id",
      );
      await announceChanges(of.context, of.tenant);
      return told.map((each) => each.told);
    },
  };
}

test("tells once for each criterion that has come on top, with all reasons (B-06)", async () => {
  const of = await company("1", "2");
  await of.publish("visits", VISITS);
  await of.has("1", { trucks: 4 });
  expect(await of.night("2026-03-03")).toEqual([
    "1 1 Besök Bolag 1 nu: företaget har trucks. Ta med mapp trucks.",
  ]);
  expect(await of.night("2026-03-04")).toEqual([]);
  of.clock.moveTo("2026-03-04T12:00:00.000Z");
  await of.has("1", { trucks: 4, investmentBudget: true });
  expect(await of.night("2026-03-05")).toEqual([
    "1 4 Besök Bolag 1 nu: företaget har budget och har trucks. Ta med mapp budget och mapp trucks.",
  ]);
  const entered = await of.query("select customer_id from enrolments");
  expect(entered).toEqual([{ customer_id: "1" }]);
});

test("tells anew of who stopped to meet it and meets it again", async () => {
  const of = await company("1");
  await of.publish("visits", VISITS);
  await of.has("1", { trucks: 4 });
  await of.night("2026-03-03");
  of.clock.moveTo("2026-03-03T12:00:00.000Z");
  await of.has("1", {});
  expect(await of.night("2026-03-04")).toEqual([]);
  of.clock.moveTo("2026-03-04T12:00:00.000Z");
  await of.has("1", { trucks: 1 });
  expect(await of.night("2026-03-05")).toHaveLength(1);
});

test("looks at nobody until an active program begins with it, and then tells of all", async () => {
  const of = await company("1", "2", "3");
  for (const id of ["1", "2", "3"]) await of.has(id, { trucks: 1 });
  expect(await of.night("2026-03-03")).toEqual([]);
  expect(await of.query("select 1 from visit_standings")).toEqual([]);
  await of.publish("visits", VISITS);
  expect(await of.night("2026-03-04", 2)).toHaveLength(3);
});

test("goes by the criteria as they are, and forgets those that are gone", async () => {
  const of = await company("1");
  await of.publish("visits", VISITS);
  await of.has("1", { trucks: 4, investmentBudget: true });
  await of.night("2026-03-03");
  await of.criteria(BUDGET);
  expect(await of.night("2026-03-04")).toEqual([]);
  expect(await of.query("select criteria from visit_standings")).toEqual([
    { criteria: ["budget"] },
  ]);
});

test("broken off, it goes on the next time with who is left", async () => {
  const of = await company("1", "2", "3");
  await of.publish("visits", VISITS);
  for (const id of ["1", "2", "3"]) await of.has(id, { trucks: 1 });
  const over = new AbortController();
  over.abort();
  expect(await tellVisits(of.context, of.tenant, { over: over.signal, range: 1 })).toBe(0);
  expect(await tellVisits(of.context, of.tenant, { range: 1 })).toBe(3);
  expect(await tellVisits(of.context, of.tenant, { range: 1 })).toBe(0);
});
