import { randomBytes, randomUUID } from "node:crypto";
import { ManualClock } from "@perennial/contract";
import { eraseTold, SealedVault, VAULT_KEY_BYTES } from "@perennial/runtime";
import {
  asTenant,
  CUSTOMERS,
  type Database,
  ensureTenant,
  keepMerges,
  PURCHASES,
  readRecords,
  type Tenant,
} from "@perennial/store";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type ImportedTexts, importTexts } from "../testing/import-texts.ts";
import { startTestDatabase, type TestDatabase } from "../testing/test-database.ts";

const MONDAY = "2026-03-02T08:00:00.000Z";
const TUESDAY = "2026-03-03T08:00:00.000Z";
const vault = new SealedVault(randomBytes(VAULT_KEY_BYTES));

let database: TestDatabase;
let db: Database;
let tenant: Tenant;
beforeAll(async () => {
  database = await startTestDatabase();
  ({ db } = database);
}, 60_000);
afterAll(() => database.stop());
beforeEach(async () => {
  tenant = await ensureTenant(db, { slug: randomUUID(), name: "Test" }, MONDAY);
  await run(FILES);
});

const FILES = {
  customers: "id,name\n1,Anna Ek\n2,Bo Ek\n3,Eva Ek\n",
  purchases:
    "id,customer_id,at,amount\np1,1,2026-01-05 10:00,100\np2,2,2026-01-05 10:00,200\np3,3,2026-01-05 10:00,300\n",
};
const run = (given: ImportedTexts, withVault = true) =>
  importTexts(
    { importedAt: TUESDAY, ...given },
    { db, tenant: tenant.id, clock: new ManualClock(TUESDAY), ...(withVault && { vault }) },
  );
const forget = (customerId: string) =>
  asTenant(db, tenant.id, (tx) =>
    eraseTold({ vault }, tx, {
      signals: [{ id: "e", at: MONDAY, type: "customer.erased", customerId }],
      now: MONDAY,
    }),
  );
const customers = () =>
  asTenant(db, tenant.id, async (tx) =>
    (await readRecords(tx, CUSTOMERS, ["1", "2", "3"])).map(({ id }) => id).sort(),
  );
const purchases = () =>
  asTenant(db, tenant.id, async (tx) =>
    (await readRecords(tx, PURCHASES, ["p1", "p2", "p3", "p4"]))
      .map(({ id, customerId }) => `${id} of ${customerId}`)
      .sort(),
  );

test("files do not bring back people who were forgotten, and it is told how many records stay out", async () => {
  await forget("1");
  expect(await customers()).toEqual(["2", "3"]);
  const { totals } = await run(FILES);
  expect(totals).toMatchObject({
    customers: { read: 3, unchanged: 2, forgotten: 1, rejected: 0 },
    purchases: { read: 3, unchanged: 2, forgotten: 1, rejected: 0 },
  });
  expect(await customers()).toEqual(["2", "3"]);
  expect(await purchases()).toEqual(["p2 of 2", "p3 of 3"]);
});

test("somebody new under the id of a forgotten person comes in, without what was before", async () => {
  await forget("1");
  const dated = "id,name,customer_since,updated_at\n1,Ida Ek,2026-03-03,2026-03-03T07:00:00Z\n";
  const { totals } = await run({
    customers: dated,
    purchases: "id,customer_id,at,amount\np1,1,2026-01-05 10:00,100\np4,1,2026-03-03 07:30,400\n",
  });
  expect(totals).toMatchObject({ customers: { new: 1 }, purchases: { new: 1, forgotten: 1 } });
  expect(await purchases()).toEqual(["p2 of 2", "p3 of 3", "p4 of 1"]);
});

test("what names a merged-away customer is the survivor's, and the copy of its own record stays out", async () => {
  await asTenant(db, tenant.id, (tx) => keepMerges(tx, [{ from: "1", into: "2" }], MONDAY));
  const { totals } = await run({
    customers: "id,name\n1,Anna Berg\n2,Bo Berg\n",
    purchases: "id,customer_id,at,amount\np4,1,2026-02-05 10:00,400\n",
  });
  expect(totals).toMatchObject({
    customers: { read: 2, changed: 1, merged: 1 },
    purchases: { read: 1, new: 1 },
  });
  expect(await purchases()).toContain("p4 of 2");
  const [copy] = await asTenant(db, tenant.id, (tx) => readRecords(tx, CUSTOMERS, ["1"]));
  expect(copy?.name).toBe("Anna Ek");
});

test("without the vault's key nothing is imported once somebody was forgotten, and the remedy is named", async () => {
  await forget("1");
  await expect(run(FILES, false)).rejects.toThrow(/Start with the vault's key/);
});
