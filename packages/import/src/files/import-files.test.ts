import { randomUUID } from "node:crypto";
import {
  AGREEMENTS,
  asTenant,
  CUSTOMERS,
  type Database,
  ensureTenant,
  openDatabase,
  PURCHASES,
  readConsents,
  readRecords,
  type Tenant,
} from "@perennial/store";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ImportedTexts, importTexts } from "../testing/import-texts.ts";
import { startTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import type { ImportOptions } from "./import-files.ts";

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
});

const MONDAY = "2026-03-02T08:00:00.000Z";
const TUESDAY = "2026-03-03T08:00:00.000Z";

const run = (given: ImportedTexts, over: Partial<ImportOptions> = {}) =>
  importTexts({ importedAt: MONDAY, ...given }, { db, tenant: tenant.id, ...over });
const customersOf = (...ids: string[]) =>
  asTenant(db, tenant.id, (tx) => readRecords(tx, CUSTOMERS, ids));
const counts = (over: object) => {
  return { read: 0, new: 0, changed: 0, unchanged: 0, older: 0, rejected: 0, ...over };
};

const CUSTOMERS_CSV = "id,name,mobile\n1,Anna Ek,+46701740605\n2,Bo Ek,\n";
const AGREEMENTS_CSV =
  "id,customer_id,product,kind,start,end,yearly_value\na1,1,Fast,fixed,2025-04-01,2026-03-31,1200000\na2,2,Fast,fixed,2025-04-01,,\n";
const PURCHASES_CSV =
  "id,customer_id,at,amount\np1,1,2026-01-05 10:00,12900\np2,1,2026-01-06,500\n";
const ALL = { customers: CUSTOMERS_CSV, agreements: AGREEMENTS_CSV, purchases: PURCHASES_CSV };

test("files whose columns are named as the fields are imported, and again they change nothing", async () => {
  expect((await run(ALL)).totals).toEqual({
    customers: counts({ read: 2, new: 2 }),
    agreements: counts({ read: 2, new: 2 }),
    purchases: counts({ read: 2, new: 2 }),
  });
  const [agreement] = await asTenant(db, tenant.id, (tx) => readRecords(tx, AGREEMENTS, ["a1"]));
  expect(agreement).toMatchObject({ end: "2026-03-31", yearlyValue: 1_200_000, updatedAt: MONDAY });
  const [purchase] = await asTenant(db, tenant.id, (tx) => readRecords(tx, PURCHASES, ["p1"]));
  expect(purchase).toMatchObject({ at: "2026-01-05T09:00:00.000Z", amount: 12_900 });
  expect((await run({ ...ALL, importedAt: TUESDAY })).totals).toEqual({
    customers: counts({ read: 2, unchanged: 2 }),
    agreements: counts({ read: 2, unchanged: 2 }),
    purchases: counts({ read: 2, unchanged: 2 }),
  });
});

test("a corrected file changes what was corrected and nothing else", async () => {
  await run(ALL);
  const corrected = { ...ALL, customers: CUSTOMERS_CSV.replace("Bo Ek", "Bo Berg") };
  expect((await run({ ...corrected, importedAt: TUESDAY })).totals).toMatchObject({
    customers: counts({ read: 2, changed: 1, unchanged: 1 }),
    agreements: counts({ read: 2, unchanged: 2 }),
  });
  expect(await customersOf("2")).toMatchObject([{ name: "Bo Berg", updatedAt: TUESDAY }]);
});

test("a file with dates of its own never brings back what is older", async () => {
  const dated = (name: string, at: string) => ({
    customers: `id,name,updatedAt\n1,${name},${at}\n`,
  });
  await run(dated("Anna Ek", "2026-02-02"));
  const older = await run(dated("Anna Berg", "2026-02-01"));
  expect(older.totals).toEqual({ customers: counts({ read: 1, older: 1 }) });
  const newer = await run(dated("Anna Ek", "2026-02-03"));
  expect(newer.totals).toEqual({ customers: counts({ read: 1, unchanged: 1 }) });
});

test("a row without a date of its own has the moment of the import", async () => {
  const customers = "id,name,updatedAt\n1,Anna Ek,2026-02-02\n2,Bo Ek,\n";
  expect((await run({ customers })).totals).toEqual({ customers: counts({ read: 2, new: 2 }) });
  expect(await customersOf("2")).toMatchObject([{ updatedAt: MONDAY }]);
});

test("bad rows are told with file, line, column and reason, and the good ones are imported", async () => {
  const customers = 'id,name,do_not_call\n1,Anna,no\n2,,no\n3,Cai,perhaps\n4,"Dag\n5,Eva,yes\n';
  const { told, totals, rows } = await run({ customers });
  expect(told).toEqual([
    "customers.csv:3 column name: name: there is no value, and every record needs one",
    'customers.csv:4 column do_not_call: doNotCall: "perhaps" is neither yes nor no; convert it with "values"',
    "customers.csv:5: a quotation mark is opened and not closed",
  ]);
  expect(totals).toEqual({ customers: counts({ read: 5, new: 2, rejected: 3 }) });
  expect(rows).toEqual([5]);
  expect((await customersOf("1", "2", "3", "4", "5")).map(({ id }) => id).sort()).toEqual([
    "1",
    "5",
  ]);
});

test("nobody is invented: a record about a customer that is not known is rejected", async () => {
  const agreements = AGREEMENTS_CSV.replace("a2,2,", "a2,99,");
  const { told, totals } = await run({ customers: CUSTOMERS_CSV, agreements });
  expect(told).toEqual([
    'agreements.csv:3 column customer_id: customerId: there is no customer "99"; import it first, or correct the id',
  ]);
  expect(totals).toMatchObject({ agreements: counts({ read: 2, new: 1, rejected: 1 }) });
});

describe("an id that comes twice in a file", () => {
  test("is unchanged with the same values and rejected with others, today and tomorrow", async () => {
    const customers = "id,name\n1,Anna\n1,Anna\n1,Eva\n";
    const expected = { read: 3, rejected: 1 };
    const first = await run({ customers });
    expect(first.told).toEqual([
      'customers.csv:4 column id: the customer "1" stands on line 2 already, with other values; the first counts',
    ]);
    expect(first.totals).toEqual({ customers: counts({ ...expected, new: 1, unchanged: 1 }) });
    const second = await run({ customers, importedAt: TUESDAY });
    expect(second.totals).toEqual({ customers: counts({ ...expected, unchanged: 2 }) });
  });

  test("is natural where many rows tell of one customer: the first of them counts", async () => {
    const mapping =
      "customers:\n  from: purchases\n  id: who\n  fields:\n    name: who\n    customerSince: { column: day, convert: [{ date: YYYYMMDD }] }\npurchases:\n  id: { template: '{who}-{#line}' }\n  fields:\n    customerId: who\n    at: { column: day, convert: [{ date: YYYYMMDD }] }\n    amount: { column: price, convert: [{ money: SEK }] }\n";
    const purchases =
      "who day price\n7 20260101 1.50\n7 20260102 2.00\n8 20260102 3\n7 20260102 2.00\n";
    const files = `files: { purchases: { delimiter: whitespace } }\n${mapping}`;
    for (const expected of [
      { customers: counts({ read: 2, new: 2 }), purchases: counts({ read: 4, new: 4 }) },
      {
        customers: counts({ read: 2, unchanged: 2 }),
        purchases: counts({ read: 4, unchanged: 4 }),
      },
    ]) {
      const { totals, told } = await run({ purchases, mapping: files });
      expect(totals).toEqual(expected);
      expect(told).toEqual([]);
    }
    expect(await customersOf("7")).toMatchObject([{ customerSince: "2026-01-01" }]);
  });
});

test("one row makes a customer, an agreement and consents", async () => {
  const mapping = `
customers: { id: id, fields: { name: name, email: mail } }
agreements:
  from: customers
  id: { template: "{id}-contract" }
  fields: { customerId: id, product: { constant: Fast }, kind: { constant: fixed }, start: since }
consents:
  - when: { column: news, is: yes }
    fields: { customerId: id, channel: { constant: email }, state: { constant: given }, at: since, source: { constant: web-form } }
  - when: { column: news, is: no }
    fields: { customerId: id, channel: { constant: email }, state: { constant: withdrawn }, at: since, source: { constant: web-form } }
`;
  const customers =
    "id,name,mail,since,news\n1,Anna,a@example.com,2026-01-01,yes\n2,Bo,b@example.com,2026-01-02,no\n";
  expect((await run({ customers, mapping })).totals).toEqual({
    customers: counts({ read: 2, new: 2 }),
    agreements: counts({ read: 2, new: 2 }),
    consents: counts({ read: 2, new: 2 }),
  });
  const stored = await asTenant(db, tenant.id, (tx) => readConsents(tx, ["1", "2"]));
  expect(stored.get("1")).toMatchObject([{ state: "given", at: "2025-12-31T23:00:00.000Z" }]);
  expect(stored.get("2")).toMatchObject([{ state: "withdrawn" }]);
  expect((await run({ customers, mapping })).totals).toMatchObject({
    consents: counts({ read: 2, unchanged: 2 }),
  });
});

describe("strictly", () => {
  test("the first bad row ends it, and nothing of any file is kept", async () => {
    const agreements = AGREEMENTS_CSV.replace("2025-04-01,,", "1 April,,");
    await expect(run({ customers: CUSTOMERS_CSV, agreements }, { strict: true })).rejects.toThrow(
      /^agreements\.csv:3 column start: start: "1 April" is no date.* nothing was kept\./,
    );
    expect(await customersOf("1", "2")).toEqual([]);
  });

  test("a file without faults is imported in full", async () => {
    expect((await run(ALL, { strict: true })).totals).toMatchObject({
      purchases: counts({ read: 2, new: 2 }),
    });
  });

  test("a record about nobody ends it too", async () => {
    await expect(run({ agreements: AGREEMENTS_CSV }, { strict: true })).rejects.toThrow(
      /there is no customer "1".*nothing was kept/,
    );
  });
});

test("more rows than one transaction takes are imported, in order and with progress", async () => {
  const ids = Array.from({ length: 4_500 }, (_, index) => `c${index}`);
  const customers = `id,name\n${ids.map((id) => `${id},Name of ${id}\n`).join("")}`;
  const seen: number[] = [];
  const { totals } = await run({ customers }, { onProgress: ({ rows }) => seen.push(rows) });
  expect(totals).toEqual({ customers: counts({ read: 4_500, new: 4_500 }) });
  expect(seen.at(-1)).toBe(4_500);
});

test("an import that is stopped says which rows are kept", async () => {
  const abort = new AbortController();
  const customers = `id,name\n${Array.from({ length: 5_000 }, (_, index) => `${index},x\n`).join("")}`;
  const onReject = () => abort.abort();
  const stopping = run({ customers: `${customers}1,other\n` }, { signal: abort.signal, onReject });
  await expect(stopping).rejects.toThrow(/stopped\. Rows before line 2 of customers\.csv are kept/);
});

test("a database that goes away is told with the rows that are kept", async () => {
  const gone = openDatabase({ url: database.url.replace(/port=\d+/, "port=1") });
  const going = run({ customers: CUSTOMERS_CSV }, { db: gone });
  await expect(going).rejects.toThrow(
    /Lines 2 to 3 of customers\.csv could not be written: .*Rows before line 2/,
  );
  await gone.destroy();
});
