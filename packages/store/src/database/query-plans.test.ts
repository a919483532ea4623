import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as store from "../index.ts";
import { fillTenant } from "../testing/fill-tenant.ts";
import { attemptIn, type Foreign, foreignCalls, NOBODY } from "../testing/foreign-calls.ts";
import { BIG_TABLES, copyMany } from "../testing/many-rows.ts";
import { startTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { openDatabase, type Statement } from "./database.ts";
import { asTenant } from "./tenant-transaction.ts";

const ROWS = 10_000;

/** What looks at the whole of a table, because that is what a person asks now and then. */
const WHOLE: Readonly<Record<string, readonly string[]>> = {
  // All that a connection has, which is a thousand at most.
  beginLoad: ["exclusions"],
  // All decisions since a moment: here, since the first.
  countDecisions: ["decisions"],
  // Whom a program would let in, of all there are.
  countEligible: ["agreements", "customers"],
  // What a program came to in a quarter, for its evaluation.
  averageDays: ["enrolments", "outbox"],
  countCases: ["decisions", "enrolments"],
  countFollowed: ["enrolments", "outbox", "signals"],
  // How many there are of each, for who looks at a connection.
  readConnectionHealth: ["agreements", "customers", "exclusions", "purchases", "rereads"],
  // What goes with a connection that is removed, and how much there is, for who sets up.
  countRemoved: ["exclusions", "inbox"],
  countRecords: ["agreements", "customers", "purchases"],
  removeConnection: ["inbox"],
  // Deliveries that name somebody who is forgotten, by whatever is written in them.
  eraseCustomers: ["inbox"],
  // How each offer's vouchers were used, of all that were issued.
  readRedemptions: ["vouchers"],
  // How many are in each program, on each version and at each step.
  countByStep: ["enrolments"],
  countByVersion: ["enrolments"],
  countEnrolments: ["enrolments"],
  // Any order of whoever a filter finds; what the list opens with goes by an index (find-customers.test.ts).
  findCustomers: ["customers", "standings"],
  // How many customers a filter finds, and which tiers and segments there are to filter by: of everybody.
  countFound: ["customers"],
  listPlaces: ["customers"],
  // Everybody who has been in a program, as whoever looks at its effect asks.
  readProgramOutcomes: ["enrolments"],
  // A night counts everybody, once a day, and ranks everybody by value.
  countStandings: ["customers", "standings", "group_members"],
  dropGone: ["customers", "standings"],
  findBoundaries: ["standings"],
  // How the base is made up now, as whoever looks at it asks.
  countCustomers: ["customers"],
  readBaseNow: ["customers", "standings"],
  readFlowNow: ["standings"],
  readGroupsNow: ["group_members", "standings"],
  readMatrix: ["customers", "standings"],
  // What everybody bought of in a year, and what everybody is like, as whoever looks at these reports asks.
  readCategoryCount: ["customers", "purchases"],
  findTwins: ["customers", "standings"],
  readSharers: ["customers"],
  readTwinCounts: ["customers", "standings"],
  readTwins: ["customers", "standings"],
  // What everybody is worth, for a report that is made once a night.
  readBaseValues: ["customers", "standings"],
  // The contacts of a time: here, of all the time there is.
  readContactCounts: ["interactions"],
  readSurveyScores: ["interactions"],
  // Where classes would part by another plan: of everybody.
  previewBoundaries: ["agreements", "customers", "purchases", "standings"],
};

let database: TestDatabase;
let watched: store.Database;
let client: pg.Client;
let empty: pg.Client;
let foreign: Foreign;
const statements: Statement[] = [];
beforeAll(async () => {
  database = await startTestDatabase();
  const tenant = await database.newTenant();
  foreign = await tenant.inTenant(async (tx) => {
    const enrolmentId = await fillTenant(tx);
    const [delivery] = await store.claimDeliveries(tx, 1);
    const failed = await store.listEventDeliveries(tx, "shop", { limit: 1, state: "failed" });
    const eventId = failed.items[0]?.eventId ?? 0;
    const aside = await store.listPutAside(tx, { limit: 1 });
    const asideId = aside.items[0]?.id ?? 0;
    const named = { asideId, attemptId: await attemptIn(tx), eventId };
    await copyMany(tx, ROWS);
    return { tenant: tenant.id, enrolmentId, inboxId: delivery?.id ?? 0, ...named };
  });
  await sql`vacuum analyze`.execute(database.db);
  const onStatement = (statement: Statement) => statements.push(statement);
  watched = openDatabase({ url: database.url(), connections: 1, onStatement });
  client = new pg.Client({ connectionString: database.url() });
  await client.connect();
  empty = await emptyDatabase();
}, 240_000);
afterAll(async () => {
  await client.end();
  await empty.end();
  await watched.destroy();
  await database.close();
});

/** A database whose tables have never had a row. */
async function emptyDatabase(): Promise<pg.Client> {
  const url = await database.newDatabase();
  const db = openDatabase({ url });
  await store.migrate(db);
  await db.destroy();
  const opened = new pg.Client({ connectionString: url });
  await opened.connect();
  await opened.query(
    "select set_config('app.tenant', '1', false), set_config('role', 'perennial_app', false)",
  );
  return opened;
}

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly Plans?: readonly Plan[];
}

/** The big tables that a statement reads from one end to the other, whichever of its plans is taken. */
async function readWhole({ sql: text, parameters }: Statement): Promise<readonly string[]> {
  const given = await client.query(`explain (format json) ${text}`, [...parameters]);
  // Connections keep the plans of statements that come again and again: for anything they may be given, and
  // perhaps from the time before the first customer.
  const any = await client.query(`explain (generic_plan, format json) ${text}`);
  const early = await empty.query(`explain (generic_plan, format json) ${text}`);
  return [given, any, early].flatMap(({ rows }) => wholeTables(rows[0]["QUERY PLAN"]));
}

function wholeTables([{ Plan: root }]: readonly [{ readonly Plan: Plan }]): readonly string[] {
  const nodes = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];
  return nodes(root).flatMap((node) => {
    const table = node["Relation Name"] ?? "";
    return node["Node Type"] === "Seq Scan" && BIG_TABLES.includes(table) ? [table] : [];
  });
}

describe("on tables with many rows", () => {
  const calls = foreignCalls(NOBODY);

  it.each(Object.keys(calls))("%s finds its rows by an index", async (name) => {
    statements.length = 0;
    const call = foreignCalls(foreign)[name];
    // What it changes is not to change what the next one sees.
    await asTenant(watched, foreign.tenant, async (tx) => {
      await call?.(store, tx);
      throw new Error("not to be kept");
    }).catch(() => undefined);
    const own = statements.filter(
      ({ sql: text }) => !/^(?:begin|commit|rollback|select 1;)/.test(text),
    );
    expect(own.length).toBeGreaterThan(0);
    await client.query("begin");
    await client.query(
      `select set_config('app.tenant', '${foreign.tenant}', true), set_config('role', 'perennial_app', true)`,
    );
    const found: string[] = [];
    for (const statement of own) {
      if (/^\s*(?:select|insert|update|delete|with)/i.test(statement.sql)) {
        found.push(...(await readWhole(statement)));
      }
    }
    await client.query("rollback");
    const allowed = WHOLE[name] ?? [];
    expect(found.filter((table) => !allowed.includes(table))).toEqual([]);
  });
});
