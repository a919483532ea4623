import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eraseCustomers } from "../forgetting/erase-customers.ts";
import { mergeRecords } from "../merge/merge-customers.ts";
import { upsertRecords } from "../record/record-table.ts";
import { CUSTOMERS } from "../record/tables.ts";
import { forgetWorkedOff } from "../retention/forget.ts";
import { fillCalling } from "../testing/calling-calls.ts";
import { exampleCustomer } from "../testing/example-records.ts";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
  WEDNESDAY,
} from "../testing/test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());

const MARK = "Canary-4c1d";

/** A customer who is on the phone, with a promise and a note for the next agent; and a caller who is nobody's. */
async function filled(): Promise<TestTenant> {
  const tenant = await database.newTenant();
  await tenant.inTenant(async (tx) => {
    await upsertRecords(tx, CUSTOMERS, [
      exampleCustomer({ id: "c1" }),
      exampleCustomer({ id: "c2" }),
    ]);
    await fillCalling(tx, MARK);
  });
  return tenant;
}

const all = ({ inTenant }: TestTenant) =>
  inTenant((tx) =>
    tx.rows(sql<{ id: string; customer: string | null; phone: string | null; told: string }>`
      select id, customer_id as customer, phone, to_jsonb(c)::text as told from phone_calls c order by id`),
  );
const customersOf = ({ inTenant }: TestTenant, table: string) =>
  inTenant((tx) =>
    tx.rows(sql<{ customer: string }>`select customer_id as customer from ${sql.table(table)}`),
  );

it("a customer who is forgotten leaves a call that counts, without a number, a name or a word", async () => {
  const tenant = await filled();
  await tenant.inTenant((tx) =>
    eraseCustomers(tx, [{ id: "c1", pseudonym: "gone" }], {
      now: WEDNESDAY,
      addresses: ["+46700000002"],
    }),
  );
  const calls = await all(tenant);
  expect(calls).toMatchObject([
    { id: "C1", customer: null, phone: null },
    { id: "C2", customer: null, phone: null },
  ]);
  expect(await customersOf(tenant, "hand_overs")).toEqual([]);
  expect(await customersOf(tenant, "call_promises")).toEqual([]);
  // Who took the call is the company's own.
  expect(calls[0]?.told.replace(`"agent": "${MARK}"`, "")).not.toContain(MARK);
});

it("calls, promises and notes of a merged-away customer are the survivor's", async () => {
  const tenant = await filled();
  await tenant.inTenant((tx) => mergeRecords(tx, [{ from: "c1", into: "c2" }], WEDNESDAY));
  expect((await all(tenant))[0]).toMatchObject({ customer: "c2" });
  for (const table of ["hand_overs", "call_promises"]) {
    expect(await customersOf(tenant, table)).toEqual([{ customer: "c2" }]);
  }
});

it("the number of a caller who is nobody's is forgotten after thirty days, a customer's is kept", async () => {
  const tenant = await filled();
  const after = (days: number) =>
    new Date(Date.parse(MONDAY) + days * 86_400_000 + 1_000).toISOString();
  const forget = (days: number) =>
    tenant.inTenant((tx) => forgetWorkedOff(tx, { now: after(days), limit: 100 }));
  await forget(29);
  expect((await all(tenant)).map(({ phone }) => phone)).toEqual(["+46700000001", "+46700000002"]);
  await forget(30);
  expect((await all(tenant)).map(({ phone }) => phone)).toEqual(["+46700000001", null]);
});
