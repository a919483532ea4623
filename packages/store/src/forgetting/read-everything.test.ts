import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fillTenant, MARK } from "../testing/fill-tenant.ts";
import { startTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { DELIVERIES, readEverythingOf, TABLES_OF_A_CUSTOMER } from "./read-everything.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());

it("every table that names customers is among what is read of one", async () => {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
    where a.attname = 'customer_id' and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
    order by 1`.execute(database.db);
  expect(rows.map(({ name }) => name)).toEqual([...TABLES_OF_A_CUSTOMER, DELIVERIES].sort());
});

it("what is kept of a customer is given by table, and nothing of another's", async () => {
  const [anna, bo] = [await database.newTenant(), await database.newTenant()];
  for (const each of [anna, bo]) await each.inTenant(fillTenant);
  const read = await anna.inTenant((tx) => readEverythingOf(tx, "c1"));
  expect(Object.keys(read)).toEqual(
    expect.arrayContaining(["customers", "agreements", "consents", "sends", "audit_entries"]),
  );
  expect(read.customers).toMatchObject([{ id: "c1", name: MARK }]);
  expect(await anna.inTenant((tx) => readEverythingOf(tx, "nobody"))).toEqual({});
});
