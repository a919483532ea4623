import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as store from "../index.ts";
import { fillTenant, MARK } from "../testing/fill-tenant.ts";
import { type Foreign, type ForeignCall, foreignCalls } from "../testing/foreign-calls.ts";
import { type InTenant, startTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { openDatabase } from "./database.ts";
import { migrate } from "./migrate.ts";
import { unprotectedTables } from "./unprotected-tables.ts";

interface Tenant {
  readonly id: number;
  readonly inTenant: InTenant;
}

let database: TestDatabase;
let tables: readonly string[];
let anna: Tenant;
let foreign: Foreign;
beforeAll(async () => {
  database = await startTestDatabase();
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
      and relname not like 'kysely%' order by 1`.execute(database.db);
  tables = rows.map(({ name }) => name);
  anna = await database.newTenant();
  foreign = await filled(anna);
}, 60_000);
afterAll(() => database.close());

/** Fills a tenant and says what of it may be named. */
const filled = (of: Tenant): Promise<Foreign> =>
  of.inTenant(async (tx) => {
    const enrolmentId = await fillTenant(tx);
    const [delivery] = await store.claimDeliveries(tx, 1);
    return { tenant: of.id, enrolmentId, inboxId: delivery?.id ?? 0 };
  });
const everything = (of: Tenant) =>
  of.inTenant(async (tx) => {
    const found: Record<string, unknown> = {};
    for (const table of tables) {
      found[table] = await tx.rows(sql`select to_jsonb(t) from ${sql.table(table)} t order by 1`);
    }
    return found;
  });
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
    expect(tables.filter((table) => (all[table] as unknown[]).length === 0)).toEqual([]);
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

  it("as the role that lists tenants sees tenants and is refused everything else", async () => {
    expect(await countAs("perennial_system", "tenants")).toEqual([{ n: expect.any(Number) }]);
    for (const table of tables) {
      if (table === "tenants") continue;
      await expect(countAs("perennial_system", table), table).rejects.toMatchObject({
        code: "42501",
      });
    }
    for (const statement of [sql`delete from tenants`, sql`update tenants set name = 'x'`]) {
      await expect(asRole("perennial_system", statement)).rejects.toMatchObject({ code: "42501" });
    }
  });
});

/** A row that would be right but for its tenant. */
function rowOf(table: string): string {
  const isNumbered = ["decisions", "enrolments", "inbox"].includes(table);
  const base = { tenant_id: anna.id, id: isNumbered ? 999 : "x" };
  const rest = { enrolment_id: 999, seq: 1, program: "x", version: 1, customer_id: "x", key: "x" };
  return JSON.stringify({ ...base, ...rest });
}

/** A change that leaves a row as it is. */
function unchanging(table: string): RawBuilder<unknown> {
  return table === "tenants" ? sql`name = name` : sql`tenant_id = tenant_id`;
}

describe("a query as one tenant that forgets whose rows it wants", () => {
  let mallory: Tenant;
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

describe("every function of the package that takes a transaction", () => {
  /** What takes none, or says of SQL and rows what it knows without the database. */
  const WITHOUT = new Set([
    ...[
      "DatabaseError",
      "EmbeddedPostgresError",
      "TenantTransaction",
      "agreementSource",
      "alarmSeq",
    ],
    ...["asSystem", "asTenant", "attachEmbedded", "commandId", "compileSql", "connectionString"],
    ...[
      "consentKey",
      "customerSource",
      "ensureTenant",
      "listTenants",
      "migrate",
      "newestRenewalFirst",
    ],
    ...[
      "noteSeq",
      "occurrenceOfDate",
      "openDatabase",
      "openEmbedded",
      "parseCommandId",
      "poolConfig",
    ],
    ...["positionOf", "recordTable", "reentryAllowed", "selectList", "setDemoClock", "toEnrolment"],
    ...["toPage", "unprotectedTables"],
  ]);
  const NAMES = Object.keys(foreignCalls({ tenant: 0, enrolmentId: 0, inboxId: 0 }));

  it("is looked at here", () => {
    const functions = Object.entries(store).flatMap(([name, value]) =>
      typeof value === "function" && !WITHOUT.has(name) ? [name] : [],
    );
    expect(functions.sort()).toEqual([...NAMES].sort());
  });

  it.each(NAMES)("%s neither reads nor changes anything of another tenant's", async (name) => {
    const before = await everything(anna);
    const mallory = await database.newTenant();
    const given = await outcome(mallory, foreignCalls(foreign)[name]);
    expect(given.result).not.toContain(MARK);
    expect(await everything(anna)).toEqual(before);
    expect(shown(await everything(mallory))).not.toContain(MARK);
    // The same by whom it is about: a call that could find nothing anyway would prove nothing.
    if (name === "lockInOrder") return;
    const own = await database.newTenant();
    const found = await outcome(own, foreignCalls(await filled(own))[name]);
    expect(found.changed || found.result !== given.result).toBe(true);
  });

  async function outcome(of: Tenant, call: ForeignCall | undefined) {
    const before = shown(await everything(of));
    const asked = of.inTenant(async (tx) => call?.(store, tx));
    const result = shown(await asked.catch((error: unknown) => String(error)));
    return { result, changed: shown(await everything(of)) !== before };
  }
});

function shown(value: unknown): string {
  return (
    JSON.stringify(value, (_name, each) => {
      if (each instanceof Map || each instanceof Set) return [...each];
      return each;
    }) ?? ""
  );
}
