import { LifecyclePlan } from "@perennial/lifecycle";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { publishPlanVersion } from "../standing/plans.ts";
import { exampleCustomer } from "../testing/example-records.ts";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
  TUESDAY,
} from "../testing/test-database.ts";
import { importRecords } from "./import-records.ts";
import { readRecords, upsertRecords } from "./record-table.ts";
import { CUSTOMERS } from "./tables.ts";

let database: TestDatabase;
let tenant: TestTenant;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());
beforeEach(async () => {
  tenant = await database.newTenant();
});

const THEIRS = {
  tier: "silver",
  phase: "welcome",
  valueClass: "bronze",
  segment: "house",
} as const;
const told = (id: string, updatedAt = MONDAY) => exampleCustomer({ id, ...THEIRS, updatedAt });
const tell = (id: string, updatedAt?: string) =>
  tenant.inTenant((tx) => upsertRecords(tx, CUSTOMERS, [told(id, updatedAt)]));
const importOne = (id: string) =>
  tenant.inTenant((tx) =>
    importRecords(tx, {
      ...{ record: CUSTOMERS, rows: [told(id, TUESDAY)], dated: "import" },
      ...{ fields: new Set(["name", ...Object.keys(THEIRS)]), attributes: new Set() },
    }),
  );
const publish = (plan: object) =>
  tenant.inTenant((tx) =>
    publishPlanVersion(tx, { plan: LifecyclePlan.parse(plan), at: MONDAY, by: "test" }),
  );
const place = async (id: string) => {
  const [customer] = await tenant.inTenant((tx) => readRecords(tx, CUSTOMERS, [id]));
  return [customer?.tier, customer?.phase, customer?.valueClass, customer?.segment];
};

const TIERS = { tiers: { tiers: [{ id: "member", name: { sv: "M", en: "M" }, from: 0 }] } };

test("without a plan the system of record says where customers stand", async () => {
  await tell("c1");
  expect(await place("c1")).toEqual(["silver", "welcome", "bronze", "house"]);
});

test("what the plan computes, neither a copy of the system of record nor a file writes over", async () => {
  await tell("c1");
  await publish({ ...TIERS, valueClasses: {} });
  await tenant.inTenant((tx) =>
    tx.run(sql`update customers set tier = 'member', value_class = 'gold', phase = 'retain'`),
  );
  await tell("c1", TUESDAY);
  expect(await place("c1")).toEqual(["member", "welcome", "gold", "house"]);
  await importOne("c1");
  expect(await place("c1")).toEqual(["member", "welcome", "gold", "house"]);
  expect(await importOne("c1")).toMatchObject({ unchanged: 1 });
});

test("a new customer comes in without what is yet to be computed of it", async () => {
  await publish({ ...TIERS, phases: {} });
  await tell("c2");
  expect(await place("c2")).toEqual([undefined, undefined, "bronze", "house"]);
  await importOne("c3");
  expect(await place("c3")).toEqual([undefined, undefined, "bronze", "house"]);
});

test("segments of the plan's own are ours, and a plan without any leaves them to the system of record", async () => {
  await publish({});
  await tell("c1");
  expect((await place("c1"))[3]).toBe("house");
  const name = { sv: "Villa", en: "House" };
  const when = { count: "purchases", is: "at-least", value: 1 };
  await publish({ segments: [{ id: "villa", name, when }] });
  await tell("c2");
  expect((await place("c2"))[3]).toBeUndefined();
});
