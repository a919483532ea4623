import type { Customer } from "@perennial/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { exampleCustomer } from "../testing/example-records.ts";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
  TUESDAY,
  WEDNESDAY,
} from "../testing/test-database.ts";
import { markPausedHere } from "./customers.ts";
import { readRecords, upsertRecords } from "./record-table.ts";
import { CUSTOMERS } from "./tables.ts";

const THURSDAY = "2026-03-05T09:00:00.000Z";
const UNTIL = "2026-06-01T00:00:00.000Z";

let database: TestDatabase;
let tenant: TestTenant;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());
beforeEach(async () => {
  tenant = await database.newTenant();
});

const told = (parts: Partial<Customer>) =>
  tenant.inTenant((tx) => upsertRecords(tx, CUSTOMERS, [exampleCustomer(parts)]));
const mark = (is: boolean) => tenant.inTenant((tx) => markPausedHere(tx, "c1", is));
const customer = async () => (await tenant.inTenant((tx) => readRecords(tx, CUSTOMERS, ["c1"])))[0];

async function pausedHere() {
  await told({ updatedAt: MONDAY });
  await told({ updatedAt: MONDAY, pausedUntil: UNTIL });
  await mark(true);
}

test("a pause set here outlives copies of the system of record that say nothing of it", async () => {
  await pausedHere();
  expect(await told({ updatedAt: TUESDAY, name: "Anna Ek" })).toEqual(["c1"]);
  expect(await customer()).toMatchObject({ name: "Anna Ek", pausedUntil: UNTIL });
  expect(await told({ updatedAt: TUESDAY, name: "Anna Ek" })).toEqual([]);
});

test("a system of record that has told of the pause ends it by telling of none", async () => {
  await pausedHere();
  await told({ updatedAt: TUESDAY, pausedUntil: UNTIL });
  expect((await customer())?.pausedUntil).toBe(UNTIL);
  await told({ updatedAt: WEDNESDAY });
  expect((await customer())?.pausedUntil).toBeUndefined();
});

test("a pause of the system of record's own ends with the copy that lacks it", async () => {
  await told({ updatedAt: MONDAY, pausedUntil: UNTIL });
  await told({ updatedAt: TUESDAY });
  expect((await customer())?.pausedUntil).toBeUndefined();
});

test("a pause that is ended here is over, and copies do not bring it back", async () => {
  await pausedHere();
  await mark(false);
  await told({ updatedAt: WEDNESDAY });
  expect((await customer())?.pausedUntil).toBeUndefined();
  await told({ updatedAt: THURSDAY, name: "Anna Ek" });
  expect((await customer())?.pausedUntil).toBeUndefined();
});
