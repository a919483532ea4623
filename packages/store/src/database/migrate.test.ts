import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectionString } from "../embedded/connection.ts";
import type { EmbeddedServer } from "../embedded/open-embedded.ts";
import { newPlace, open, usePlaces } from "../embedded/testing/places.ts";
import { ensureTenant, listTenants } from "../tenant/tenant.ts";
import { MONDAY } from "../testing/test-database.ts";
import { type Database, openDatabase } from "./database.ts";
import { DatabaseError } from "./database-error.ts";
import { migrate, pendingMigrations } from "./migrate.ts";

usePlaces();

let server: EmbeddedServer;
const opened: Database[] = [];
beforeAll(async () => {
  server = await open(join(await newPlace(), "data"));
}, 60_000);
afterAll(async () => {
  await Promise.all(opened.map((db) => db.destroy()));
  await server.stop();
});

const connect = (name?: string): Database => {
  const db = openDatabase({ url: connectionString(server, name), connections: 2 });
  opened.push(db);
  return db;
};
const newDatabase = async (name: string): Promise<Database> => {
  await sql.raw(`create database ${name}`).execute(connect());
  return connect(name);
};
const tablesIn = async (db: Database) => {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace order by 1`.execute(db);
  return rows.map(({ name }) => name);
};
const FILES = [
  "0001_tenants.sql",
  "0002_records.sql",
  "0003_programs.sql",
  "0004_runtime.sql",
  "0005_tokens.sql",
  "0006_events.sql",
  "0007_many_processes.sql",
  "0008_lag.sql",
  "0009_tenant_references.sql",
  "0010_put_aside.sql",
  "0011_apps.sql",
  "0012_open_calls.sql",
  "0013_reading.sql",
  "0014_notices.sql",
  "0015_agreement_ends.sql",
  "0016_identities.sql",
  "0017_standings.sql",
  "0018_relations.sql",
  "0019_points.sql",
  "0021_evaluations.sql",
  "0022_record_writes.sql",
  "0023_sessions.sql",
  "0024_audit.sql",
  "0025_finding_customers.sql",
  "0026_drafts.sql",
  "0027_reports.sql",
  "0028_setting_up.sql",
  "0029_calls.sql",
  "0030_worklist.sql",
  "0031_service_desk.sql",
  "0032_visit_standings.sql",
  "0033_assessment_answers.sql",
  "0034_promise_writes.sql",
  "0035_connection_listens.sql",
  "0036_campaigns.sql",
  "0037_news.sql",
  "0038_analyze.sql",
];

describe("the tables", () => {
  // First of all, while the server knows none of our roles: they belong to all of its databases.
  it("are made in several databases of one new server at once", async () => {
    const names = ["one", "two", "three", "four"];
    const databases = [];
    for (const name of names) databases.push(await newDatabase(name));
    const ran = await Promise.all(databases.map((db) => migrate(db)));
    for (const files of ran) expect(files).toEqual(FILES);
    for (const db of databases) {
      await ensureTenant(db, { slug: "a", name: "A" }, MONDAY);
      expect(await listTenants(db)).toHaveLength(1);
    }
  });

  it("are made once: again, there is nothing to do", async () => {
    const db = await newDatabase("again");
    expect(await pendingMigrations(db)).toEqual(FILES);
    expect((await migrate(db)).length).toBeGreaterThan(0);
    expect(await pendingMigrations(db)).toEqual([]);
    const tables = await tablesIn(db);
    expect(tables).toContain("outbox");
    expect(await migrate(db)).toEqual([]);
    expect(await tablesIn(db)).toEqual(tables);
  });

  it("are made once by two that start together", async () => {
    const db = await newDatabase("together");
    const ran = await Promise.all([migrate(db), migrate(connect("together")), migrate(db)]);
    expect(ran.map((files) => files.length).sort()).toEqual([0, 0, (await migrateAnew()).length]);
  });

  it("that a newer version has made are worked with as they are", async () => {
    const db = await newDatabase("newer");
    await migrate(db);
    await sql`insert into kysely_migration (name, timestamp) values ('9000_later.sql', 'now')`.execute(
      db,
    );
    expect(await migrate(db)).toEqual([]);
  });

  it("carry over in order what enrolments had been told when it lay in a table of its own", async () => {
    const db = await newDatabase("told");
    await migrate(db);
    const { id } = await ensureTenant(db, { slug: "a", name: "A" }, MONDAY);
    const before = [
      "alter table enrolments drop column news",
      "create table stimuli (tenant_id int, enrolment_id bigint, seq bigint, body jsonb)",
      "call perennial_protect('stimuli')",
      "delete from kysely_migration where name >= '0037'",
      `select set_config('app.tenant', '${id}', true)`,
      `insert into enrolments (tenant_id, program, program_version, customer_id, key, round, entered_at)
        select ${id}, 'p', 1, key, key, 0, now() from unnest(array['told', 'quiet']) key`,
      `insert into stimuli select ${id}, id, seq, to_jsonb(seq) from enrolments, unnest(array[2, 1, 3]) seq where key = 'told'`,
    ];
    await db.transaction().execute(async (tx) => {
      for (const statement of before) await sql.raw(statement).execute(tx);
    });
    expect(await migrate(db)).toEqual(FILES.filter((name) => name >= "0037"));
    const { rows } = await db.transaction().execute(async (tx) => {
      await sql`select set_config('app.tenant', ${String(id)}, true)`.execute(tx);
      return sql`select key, news from enrolments order by key`.execute(tx);
    });
    expect(rows).toEqual([
      { key: "quiet", news: null },
      { key: "told", news: [1, 2, 3] },
    ]);
    expect(await tablesIn(db)).not.toContain("stimuli");
  });

  it("that cannot be made leave nothing, and the file is named", async () => {
    const db = await newDatabase("broken");
    await sql`create table agreements (mine int)`.execute(db);
    const attempt = migrate(db);
    await expect(attempt).rejects.toThrow(DatabaseError);
    await expect(migrate(db)).rejects.toThrow(
      /^The migration 0002_records\.sql failed and nothing of it remains: .*"agreements" already exists/,
    );
    const ours = (await tablesIn(db)).filter((name) => !name.startsWith("kysely_"));
    expect(ours).toEqual(["agreements"]);
    await sql`drop table agreements`.execute(db);
    expect(await migrate(db)).toEqual(FILES);
  });

  it("that cannot be reached are told without the name of a file", async () => {
    const nowhere = connect("nowhere");
    await expect(migrate(nowhere)).rejects.toThrow(
      /^The tables could not be brought up to date: .*"nowhere" does not exist/,
    );
  });
});

let anew = 0;
async function migrateAnew(): Promise<readonly string[]> {
  anew += 1;
  return migrate(await newDatabase(`anew_${anew}`));
}
