import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase, type Statement } from "../database/database.ts";
import { asTenant } from "../database/tenant-transaction.ts";
import { upsertRecords } from "../record/record-table.ts";
import { AGREEMENTS, CUSTOMERS } from "../record/tables.ts";
import { exampleAgreement, exampleCustomer } from "../testing/example-records.ts";
import { startTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { type CandidateQuery, findCandidates } from "./find-candidates.ts";

const MANY = 20_000;
const PAGE = 500;
const DAY = "2026-12-31";
const QUERY: CandidateQuery = {
  program: "renewal",
  reentry: "never",
  dateField: "agreement.end",
  from: "2026-10-01",
  to: DAY,
  zone: "Europe/Stockholm",
  after: undefined,
  limit: PAGE,
};

let database: TestDatabase;
let tenant: number;
beforeAll(async () => {
  database = await startTestDatabase();
  const made = await database.newTenant();
  tenant = made.id;
  const numbers = Array.from({ length: MANY }, (_, n) => n);
  await made.inTenant(async (tx) => {
    const customers = numbers.map((n) => exampleCustomer({ id: `c${n}` }));
    await upsertRecords(tx, CUSTOMERS, customers);
    const ending = { end: DAY, start: "2025-01-01" };
    const agreements = numbers.map((n) =>
      exampleAgreement({ ...ending, id: `a${n}`, customerId: `c${n}` }),
    );
    await upsertRecords(tx, AGREEMENTS, agreements);
  });
  await sql`analyze`.execute(database.db);
}, 60_000);
afterAll(() => database.close());

test("pages of those that end on one day are taken one after the other, none twice and none left out", async () => {
  const seen: string[] = [];
  let after: CandidateQuery["after"];
  do {
    const page = await asTenant(database.db, tenant, (tx) =>
      findCandidates(tx, { ...QUERY, after }),
    );
    seen.push(...page.map(({ id }) => id));
    after = page.length === PAGE ? page.at(-1) : undefined;
  } while (after);
  expect(seen).toHaveLength(MANY);
  expect(new Set(seen).size).toBe(MANY);
  expect(seen).toEqual(seen.toSorted());
});

test("a page asks about as many as it has room for, however many end on the same day", async () => {
  const statements: Statement[] = [];
  const onStatement = (statement: Statement) => statements.push(statement);
  const watched = openDatabase({ url: database.url(), connections: 1, onStatement });
  const after = { id: "a15", date: DAY };
  await asTenant(watched, tenant, (tx) => findCandidates(tx, { ...QUERY, after }));
  await watched.destroy();
  const asked = statements.find(({ sql: text }) => text.includes("from agreements"));
  expect(mostRows(await explained(asked))).toBe(PAGE);
});

interface Plan {
  readonly "Actual Rows": number;
  readonly Plans?: readonly Plan[];
}

async function explained(asked: Statement | undefined): Promise<Plan> {
  const client = new pg.Client({ connectionString: database.url() });
  await client.connect();
  await client.query(
    `select set_config('app.tenant', '${tenant}', false), set_config('role', 'perennial_app', false)`,
  );
  const text = `explain (analyze, format json) ${asked?.sql}`;
  const { rows } = await client.query(text, [...(asked?.parameters ?? [])]);
  await client.end();
  return rows[0]["QUERY PLAN"][0].Plan;
}

/** The most rows that any part of a plan gave. */
function mostRows(plan: Plan): number {
  return Math.max(plan["Actual Rows"], ...(plan.Plans ?? []).map(mostRows));
}
