import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { markDeleted } from "../record/customers.ts";
import { addRecords, upsertRecords } from "../record/record-table.ts";
import { AGREEMENTS, CUSTOMERS, INTERACTIONS, PURCHASES } from "../record/tables.ts";
import {
  exampleAgreement,
  exampleCustomer,
  exampleInteraction,
  examplePurchase,
} from "../testing/example-records.ts";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
  TUESDAY,
  WEDNESDAY,
} from "../testing/test-database.ts";
import { readHistoryPage } from "./history-pages.ts";

let database: TestDatabase;
let tenant: TestTenant;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());
beforeEach(async () => {
  tenant = await database.newTenant();
});

const page = (after: string | undefined, contacts: "signs" | "all" = "signs") =>
  tenant.inTenant((tx) => readHistoryPage(tx, { after, limit: 2, contacts }));

test("pages hold every customer once with all its dealings, in order, and none that is gone", async () => {
  await tenant.inTenant(async (tx) => {
    const ids = ["c3", "c1", "c2", "c4", "c5"];
    await upsertRecords(
      tx,
      CUSTOMERS,
      ids.map((id) => exampleCustomer({ id })),
    );
    await addRecords(tx, PURCHASES, [
      examplePurchase({ id: "p1", customerId: "c2", at: TUESDAY }),
      examplePurchase({ id: "p2", customerId: "c1", at: WEDNESDAY }),
      examplePurchase({ id: "p3", customerId: "c1", at: MONDAY }),
      examplePurchase({ id: "p4", customerId: "c4" }),
    ]);
    await upsertRecords(tx, AGREEMENTS, [
      exampleAgreement({ id: "a2", customerId: "c1", start: "2025-06-01" }),
      exampleAgreement({ id: "a1", customerId: "c1", start: "2024-06-01" }),
    ]);
    await addRecords(tx, INTERACTIONS, [
      exampleInteraction({ id: "i1", customerId: "c1" }),
      exampleInteraction({ id: "i2", customerId: "c1", kind: "call", direction: "in" }),
    ]);
    await markDeleted(tx, ["c4"], WEDNESDAY);
  });
  const first = await page(undefined);
  const ids = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id);
  expect(ids(first.customers)).toEqual(["c1", "c2"]);
  expect(ids(first.purchases)).toEqual(["p3", "p2", "p1"]);
  expect(ids(first.agreements)).toEqual(["a1", "a2"]);
  expect(ids(first.interactions)).toEqual(["i2"]);
  expect(ids((await page(undefined, "all")).interactions)).toEqual(["i1", "i2"]);
  const second = await page(first.next ?? undefined);
  expect(ids(second.customers)).toEqual(["c3", "c5"]);
  expect(second).toMatchObject({ purchases: [], agreements: [], next: null });
});

test("a base of nobody is one empty page", async () => {
  expect(await page(undefined)).toEqual({
    ...{ customers: [], agreements: [], purchases: [], interactions: [], next: null },
  });
});
