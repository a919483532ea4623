import { anniversaryIn, daysIn } from "@perennial/lifecycle";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, type Statement } from "../database/database.ts";
import { asTenant } from "../database/tenant-transaction.ts";
import { upsertRecords } from "../record/record-table.ts";
import { AGREEMENTS, CUSTOMERS, INVITATIONS } from "../record/tables.ts";
import { exampleAgreement, exampleCustomer } from "../testing/example-records.ts";
import { startTestDatabase, type TestDatabase, type TestTenant } from "../testing/test-database.ts";
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
  const asked = statements.find(({ sql: text }) => text.includes('from "agreements"'));
  expect(mostRows(await explained(asked))).toBe(PAGE);
});

describe("of a tenant with a few of each", () => {
  const TIME = "2026-03-02T08:00:00.000Z";
  const day = (from: string, to = from) => ({ ...QUERY, from, to });
  let few: TestTenant;
  beforeAll(async () => {
    few = await database.newTenant();
    await few.inTenant(async (tx) => {
      const born = {
        c1: "1980-02-29",
        c2: "1990-03-31",
        c3: "2026-03-31",
        c4: "2026-02-30",
        c5: "unknown",
      };
      const customers = Object.entries(born).map(([id, birthday]) =>
        exampleCustomer({ id, attributes: { birthday }, customerSince: "2024-08-31" }),
      );
      await upsertRecords(tx, CUSTOMERS, customers);
      await upsertRecords(tx, AGREEMENTS, [
        exampleAgreement({ id: "own", customerId: "c1", end: DAY }),
        exampleAgreement({ id: "theirs", customerId: "c1", end: DAY, party: "competitor" }),
      ]);
      const at = (id: string, startsAt: string, customerId = "c1") => {
        const event = { event: "E-1", eventName: "Kundkväll", attributes: {}, updatedAt: TIME };
        return { ...event, id, customerId, startsAt };
      };
      await upsertRecords(tx, INVITATIONS, [
        at("late", "2026-03-15T22:59:59.000Z"),
        at("early", "2026-03-14T23:00:00.000Z"),
        at("next", "2026-03-15T23:00:00.000Z"),
        at("gone", "2026-03-15T12:00:00.000Z", "nobody"),
      ]);
    });
  });

  const found = (query: CandidateQuery) =>
    few.inTenant(async (tx) =>
      (await findCandidates(tx, query)).map(({ id, date }) => `${id} ${date}`),
    );

  test("a birthday comes every year, and the 29th of February on the last of a shorter one", async () => {
    const birthday = { dateField: "customer.attributes.birthday", every: "P1Y" };
    expect(await found({ ...day("2026-02-28"), ...birthday })).toEqual(["c1 2026-02-28"]);
    expect(await found({ ...day("2028-02-28"), ...birthday })).toEqual([]);
    expect(await found({ ...day("2028-02-29"), ...birthday })).toEqual([
      "c1 2028-02-29",
      "c4 2028-02-29",
    ]);
    // Of the day itself it is no anniversary.
    expect(await found({ ...day("2026-03-31"), ...birthday })).toEqual(["c2 2026-03-31"]);
    expect(await found({ ...day("2027-03-01", "2027-03-31"), ...birthday })).toEqual([
      "c2 2027-03-31",
      "c3 2027-03-31",
    ]);
  });

  test("anniversaries of months are those that the calendar gives", async () => {
    const since = { dateField: "customer.customerSince", every: "P6M" };
    expect(await found({ ...day("2026-02-28"), ...since })).toHaveLength(5);
    expect(await found({ ...day("2026-08-31"), ...since })).toHaveLength(5);
    expect(await found({ ...day("2026-05-31"), ...since })).toEqual([]);
    const days = daysIn({ from: "2024-08-01", to: "2026-12-31" });
    const expected = days.filter((on) => anniversaryIn("2024-08-31", "P6M", { from: on, to: on }));
    const asked = await found({ ...day("2024-08-01", "2026-12-31"), ...since, limit: 1_000 });
    expect([...new Set(asked.map((each) => each.slice(3)))]).toEqual(expected);
  });

  test("whose agreements are meant is said", async () => {
    expect(await found(day(DAY))).toEqual([`own ${DAY}`]);
    expect(await found({ ...day(DAY), party: "competitor" })).toEqual([`theirs ${DAY}`]);
  });

  test("an invitation is there by the local day of its event", async () => {
    expect(await found({ ...day("2026-03-15"), dateField: "invitation.startsAt" })).toEqual([
      "early 2026-03-15",
      "late 2026-03-15",
    ]);
  });
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
