import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fillTenant } from "../testing/fill-tenant.ts";
import {
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
  tenantTables,
  whole,
} from "../testing/test-database.ts";
import { unprotectedTables } from "../testing/unprotected-tables.ts";
import { openDatabase } from "./database.ts";
import { migrate } from "./migrate.ts";

let database: TestDatabase;
let tables: readonly string[];
let anna: TestTenant;
beforeAll(async () => {
  database = await startTestDatabase();
  tables = await tenantTables(database.db);
  anna = await database.newTenant();
  await anna.inTenant(fillTenant);
}, 60_000);
afterAll(() => database.close());

const everything = (of: TestTenant) => of.inTenant((tx) => whole(tx, tables));
/** Does something as a role, with no tenant set unless one is. */
const asRole = (role: string, statement: RawBuilder<unknown>, tenant = "") =>
  database.db.transaction().execute(async (tx) => {
    await sql`select set_config('app.tenant', ${tenant}, true)`.execute(tx);
    await sql.raw(`set local role ${role}`).execute(tx);
    return statement.execute(tx);
  });
const countAs = async (role: string, table: string) => {
  const { rows } = await asRole(role, sql`select count(*)::int as n from ${sql.table(table)}`);
  return rows;
};

describe("the tables", () => {
  it("are protected without exception: tenant_id first, row level security forced, a policy", async () => {
    expect(await unprotectedTables(database.db)).toEqual([]);
    expect(tables.length).toBeGreaterThan(15);
  });

  it("that are not are found, whatever it is they lack", async () => {
    const db = openDatabase({ url: await database.newDatabase(), connections: 1 });
    await migrate(db);
    const faults = {
      customers: "alter table customers no force row level security",
      agreements: "alter table agreements disable row level security",
      purchases: "drop policy tenant on purchases",
      consents: "create policy all_may on consents to perennial_app using (true)",
      novelties: "create table novelties (id int primary key)",
      oddities: "create table oddities (id int primary key, tenant_id int)",
    };
    for (const fault of Object.values(faults)) await sql.raw(fault).execute(db);
    expect(await unprotectedTables(db)).toEqual(Object.keys(faults).sort());
    await db.destroy();
  });

  it("all hold something of the tenant that these tests are about", async () => {
    const all = await everything(anna);
    expect(tables.filter((table) => all[table]?.length === 0)).toEqual([]);
  });
});

describe("the roles that queries run as", () => {
  it("are no superusers, bypass nothing, own nothing and cannot log in", async () => {
    const { rows } = await sql`
      select rolname, rolsuper or rolbypassrls or rolcanlogin or rolcreaterole or rolcreatedb as may
      from pg_roles where rolname like 'perennial\\_%' order by 1`.execute(database.db);
    expect(rows).toEqual([
      { rolname: "perennial_app", may: false },
      { rolname: "perennial_system", may: false },
    ]);
    const owned = await sql`
      select relname from pg_class c join pg_roles r on r.oid = c.relowner
      where r.rolname like 'perennial\\_%'`.execute(database.db);
    expect(owned.rows).toEqual([]);
  });

  it("cannot be left for a stronger one: the user that logs in is no superuser either", async () => {
    const { rows } = await sql`
      select rolsuper, rolbypassrls from pg_roles where rolname = session_user`.execute(
      database.db,
    );
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false }]);
  });
});

describe("a query without a tenant", () => {
  it("sees nothing, as the role of tenants and as the owner of the tables", async () => {
    for (const table of tables) {
      for (const role of ["perennial_app", "perennial"]) {
        expect([table, await countAs(role, table)]).toEqual([table, [{ n: 0 }]]);
      }
    }
  });

  it("changes and takes away nothing", async () => {
    for (const table of tables) {
      const name = sql.table(table);
      for (const role of ["perennial_app", "perennial"]) {
        const update = await asRole(role, sql`update ${name} set ${unchanging(table)}`);
        const gone = await asRole(role, sql`delete from ${name}`);
        expect([table, update.numAffectedRows, gone.numAffectedRows]).toEqual([table, 0n, 0n]);
      }
    }
  });

  it("adds nothing, to no tenant", async () => {
    for (const table of tables) {
      const statement = sql`
        insert into ${sql.table(table)} overriding system value
        select (jsonb_populate_record(null::${sql.table(table)}, ${rowOf(table)}::jsonb)).*`;
      await expect(asRole("perennial_app", statement), table).rejects.toMatchObject({
        code: "42501",
      });
    }
  });

  it("as the role that looks over all tenants sees the moments that they wait for, and nothing else", async () => {
    expect(await countAs("perennial_system", "tenants")).toEqual([{ n: expect.any(Number) }]);
    for (const table of tables) {
      if (table === "tenants") continue;
      const all = asRole("perennial_system", sql`select t.* from ${sql.table(table)} t`);
      await expect(all, table).rejects.toMatchObject({ code: "42501" });
    }
    const { rows } = await sql<{ column: string }>`
      select c.relname || '.' || a.attname as column
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'tenants'
        and has_column_privilege('perennial_system', c.oid, a.attnum, 'select')
      order by 1`.execute(database.db);
    expect(rows.map(({ column }) => column)).toEqual(SEEN_BY_ALL);
    for (const statement of [sql`delete from tenants`, sql`update tenants set name = 'x'`]) {
      await expect(asRole("perennial_system", statement)).rejects.toMatchObject({ code: "42501" });
    }
  });
});

/** What the role that looks over all tenants may read of them. */
const SEEN_BY_ALL = [
  "connection_listens.connection_id",
  "connection_listens.due_at",
  "connection_listens.holder",
  "connection_listens.tenant_id",
  "connections.connector",
  "connections.held",
  "connections.id",
  "connections.read_at",
  "connections.read_until",
  "connections.resume_at",
  "connections.state",
  "connections.tenant_id",
  "consent_writes.connection_id",
  "consent_writes.due_at",
  "consent_writes.tenant_id",
  "endpoints.id",
  "endpoints.resume_at",
  "endpoints.state",
  "endpoints.tenant_id",
  "enrolments.tenant_id",
  "enrolments.wake_at",
  "event_deliveries.due_at",
  "event_deliveries.endpoint_id",
  "event_deliveries.tenant_id",
  "inbox.id",
  "inbox.received_at",
  "inbox.taken_at",
  "inbox.tenant_id",
  "installations.account",
  "installations.connection_id",
  "installations.connector",
  "installations.ended_at",
  "installations.installed_at",
  "installations.tenant_id",
  "outbox.due_at",
  "outbox.tenant_id",
  "promise_writes.connection_id",
  "promise_writes.due_at",
  "promise_writes.tenant_id",
  "record_writes.connection_id",
  "record_writes.due_at",
  "record_writes.tenant_id",
  "rereads.connection_id",
  "rereads.due_at",
  "rereads.tenant_id",
  "standing_changes.tenant_id",
];

/** A row that would be right but for its tenant. */
function rowOf(table: string): string {
  const numbered = [
    "attempts",
    "audit_entries",
    "decisions",
    "enrolments",
    "events",
    "hand_overs",
    "inbox",
    "standing_changes",
  ];
  const isNumbered = numbered.includes(table);
  const base = { tenant_id: anna.id, id: isNumbered ? 999 : "x" };
  const rest = { enrolment_id: 999, seq: 1, program: "x", version: 1, customer_id: "x", key: "x" };
  const event = { endpoint_id: "x", event_id: 999, attempt: 1 };
  return JSON.stringify({ ...base, ...rest, ...event });
}

/** A change that leaves a row as it is. */
function unchanging(table: string): RawBuilder<unknown> {
  return table === "tenants" ? sql`name = name` : sql`tenant_id = tenant_id`;
}

describe("a query as one tenant that forgets whose rows it wants", () => {
  let mallory: TestTenant;
  beforeEach(async () => {
    mallory = await database.newTenant();
  });

  it("sees its own rows alone", async () => {
    await mallory.inTenant(async (tx) => {
      for (const table of tables) {
        const rows = await tx.rows(sql`select * from ${sql.table(table)}`);
        expect([table, rows.length]).toEqual([table, table === "tenants" ? 1 : 0]);
      }
    });
  });

  it("changes and deletes nothing of another's, and can give nothing to another", async () => {
    const before = await everything(anna);
    for (const table of tables) {
      const name = sql.table(table);
      await mallory.inTenant(async (tx) => {
        expect(await tx.run(sql`update ${name} set ${unchanging(table)}`)).toBe(
          table === "tenants" ? 1 : 0,
        );
        expect(await tx.run(sql`delete from ${name} where tenant_id <> ${tx.tenant}`)).toBe(0);
      });
      const given = mallory.inTenant((tx) =>
        tx.run(sql`
          insert into ${name} overriding system value
          select (jsonb_populate_record(null::${name}, ${rowOf(table)}::jsonb)).*`),
      );
      await expect(given, table).rejects.toMatchObject({ code: "42501" });
    }
    expect(await everything(anna)).toEqual(before);
  });
});
