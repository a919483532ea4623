import type { Agreement, Consent, Customer, Purchase } from "@perennial/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "../database/database.ts";
import { asTenant, type TenantTransaction } from "../database/tenant-transaction.ts";
import { connectionString } from "../embedded/connection.ts";
import { ensureTenant, type Tenant } from "../tenant/tenant.ts";
import { askForDatabase } from "../testing/ask-for-database.ts";
import { importConsents, importRecords, knownIds, type RecordImport } from "./import-records.ts";
import { readRecords, upsertRecords } from "./record-table.ts";
import { AGREEMENTS, CUSTOMERS, PURCHASES } from "./tables.ts";

let db: Database;
let tenant: Tenant;
let tenants = 0;

beforeAll(async () => {
  db = openDatabase({ url: connectionString(await askForDatabase()), connections: 4 });
}, 60_000);

afterAll(() => db.destroy());

beforeEach(async () => {
  tenants += 1;
  tenant = await ensureTenant(db, { slug: `t${tenants}`, name: "Test" }, MONDAY);
});

const MONDAY = "2026-03-02T08:00:00.000Z";
const TUESDAY = "2026-03-03T08:00:00.000Z";
const WEDNESDAY = "2026-03-04T08:00:00.000Z";

const anna: Customer = {
  ...{ id: "c1", kind: "person", name: "Anna Berg", locale: "sv", doNotCall: false },
  ...{ attributes: {}, updatedAt: MONDAY },
};

const told = (over: Partial<RecordImport<Customer>> = {}): RecordImport<Customer> => ({
  ...{ record: CUSTOMERS, rows: [anna], fields: new Set(["name", "segment"]) },
  ...{ attributes: new Set(), dated: "import", ...over },
});

const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => asTenant(db, tenant.id, work);
const imported = (over?: Partial<RecordImport<Customer>>) =>
  inTenant((tx) => importRecords(tx, told(over)));
const stored = async () => (await inTenant((tx) => readRecords(tx, CUSTOMERS, ["c1"])))[0];

test("the same again changes nothing, whenever it comes", async () => {
  expect(await imported()).toEqual({ new: 1, changed: 0, unchanged: 0, older: 0 });
  expect(await imported({ rows: [{ ...anna, updatedAt: TUESDAY }] })).toEqual({
    ...{ new: 0, changed: 0, unchanged: 1, older: 0 },
  });
  expect(await stored()).toEqual(anna);
});

test("other values of a later import win, and carry its moment", async () => {
  await imported();
  const renamed = { ...anna, name: "Anna Ek", updatedAt: TUESDAY };
  expect(await imported({ rows: [renamed] })).toMatchObject({ changed: 1 });
  expect(await stored()).toEqual(renamed);
});

test("other values of an import win over a copy with a date of later, which is kept", async () => {
  await inTenant((tx) => upsertRecords(tx, CUSTOMERS, [{ ...anna, updatedAt: WEDNESDAY }]));
  expect(await imported({ rows: [{ ...anna, name: "Anna Ek" }] })).toMatchObject({ changed: 1 });
  expect(await stored()).toMatchObject({ name: "Anna Ek", updatedAt: WEDNESDAY });
});

test("with dates of the system of record an older copy loses, and is counted", async () => {
  await imported({ dated: "file", rows: [{ ...anna, updatedAt: WEDNESDAY }] });
  const older = { ...anna, name: "Anna Ek", updatedAt: TUESDAY };
  expect(await imported({ dated: "file", rows: [older] })).toMatchObject({ older: 1, changed: 0 });
  expect(await stored()).toMatchObject({ name: "Anna Berg" });
});

test("equal values of a newer date are unchanged, and a copy from in between does not win later", async () => {
  await imported({ dated: "file" });
  const newer = [{ ...anna, updatedAt: WEDNESDAY }];
  expect(await imported({ dated: "file", rows: newer })).toMatchObject({ unchanged: 1 });
  const between = [{ ...anna, name: "Anna Ek", updatedAt: TUESDAY }];
  expect(await imported({ dated: "file", rows: between })).toMatchObject({ older: 1 });
  expect(await stored()).toMatchObject({ name: "Anna Berg", updatedAt: WEDNESDAY });
});

test("what the file does not speak of stays: what was learned since is not undone", async () => {
  const known = { ...anna, doNotCall: true, mobile: "+46701740605", segment: "house" };
  const attributes = { electricCar: true, meter: "old" };
  await inTenant((tx) => upsertRecords(tx, CUSTOMERS, [{ ...known, attributes }]));
  const row = { ...anna, name: "Anna Ek", attributes: { meter: "new" } };
  const counts = await imported({ rows: [row], attributes: new Set(["meter", "tariff"]) });
  expect(counts).toMatchObject({ changed: 1 });
  const { segment: _emptied, ...rest } = known;
  expect(await stored()).toEqual({
    ...{ ...rest, name: "Anna Ek" },
    attributes: { electricCar: true, meter: "new" },
  });
});

test("an attribute that the file speaks of and leaves empty is taken away", async () => {
  const held = { ...anna, attributes: { meter: "old", tariff: "night" } };
  await inTenant((tx) => upsertRecords(tx, CUSTOMERS, [held]));
  const counts = await imported({ attributes: new Set(["meter"]) });
  expect(counts).toMatchObject({ changed: 1 });
  expect((await stored())?.attributes).toEqual({ tariff: "night" });
});

test("agreements and purchases are compared by their values too", async () => {
  const agreement: Agreement = {
    ...{ id: "a1", customerId: "c1", party: "own", product: "Fast", kind: "fixed" },
    ...{ status: "active", start: "2025-04-01", end: "2026-03-31", yearlyValue: 1_200_000 },
    ...{ currency: "SEK", attributes: {}, updatedAt: MONDAY },
  };
  const purchase: Purchase = {
    ...{ id: "p1", customerId: "c1", at: MONDAY, amount: 1299, currency: "SEK" },
    ...{ quantity: 1.5, discount: 0 },
  };
  const both = (a: Agreement, p: Purchase) =>
    inTenant(async (tx) => [
      await importRecords(tx, {
        ...{ record: AGREEMENTS, rows: [a], fields: new Set(["customerId", "end", "yearlyValue"]) },
        ...{ attributes: new Set<string>(), dated: "import" },
      }),
      await importRecords(tx, {
        ...{ record: PURCHASES, rows: [p], fields: new Set(["customerId", "amount", "quantity"]) },
        ...{ attributes: new Set<string>(), dated: "import" },
      }),
    ]);
  expect(await both(agreement, purchase)).toMatchObject([{ new: 1 }, { new: 1 }]);
  expect(await both(agreement, purchase)).toMatchObject([{ unchanged: 1 }, { unchanged: 1 }]);
  const changed = await both({ ...agreement, end: "2027-03-31" }, { ...purchase, amount: 1300 });
  expect(changed).toMatchObject([{ changed: 1 }, { changed: 1 }]);
});

test("consents are added once", async () => {
  const consent: Consent = {
    ...{ customerId: "c1", channel: "email", purpose: "marketing", state: "given" },
    ...{ at: MONDAY, source: "web-form", legalBasis: "consent" },
  };
  const club = { ...consent, topic: "club" };
  const add = (consents: readonly Consent[]) => inTenant((tx) => importConsents(tx, consents));
  expect(await add([consent, club, consent])).toBe(2);
  expect(await add([club, consent, { ...consent, at: TUESDAY }])).toBe(1);
});

test("the ids that are known are told from those that are not, within the tenant", async () => {
  await imported();
  expect(await inTenant((tx) => knownIds(tx, CUSTOMERS, ["c1", "c2"]))).toEqual(new Set(["c1"]));
  const other = await ensureTenant(db, { slug: "other", name: "Other" }, MONDAY);
  const there = await asTenant(db, other.id, (tx) => knownIds(tx, CUSTOMERS, ["c1"]));
  expect(there).toEqual(new Set());
});
