import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fillTenant } from "../testing/fill-tenant.ts";
import {
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
  tenantTables,
  whole,
} from "../testing/test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());

it("a tenant that is deleted takes all of its rows along, and none of another's", async () => {
  const tables = await tenantTables(database.db);
  const everything = (of: TestTenant) => of.inTenant((tx) => whole(tx, tables));
  const [gone, stays] = [await database.newTenant(), await database.newTenant()];
  for (const tenant of [gone, stays]) await tenant.inTenant(fillTenant);
  const before = await everything(stays);
  await database.db.transaction().execute(async (tx) => {
    await sql`select set_config('app.tenant', ${String(gone.id)}, true)`.execute(tx);
    await sql`delete from tenants where tenant_id = ${gone.id}`.execute(tx);
  });
  const left = Object.values(await everything(gone)).filter((rows) => rows.length > 0);
  expect(left).toEqual([]);
  expect(await everything(stays)).toEqual(before);
});
