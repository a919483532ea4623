import { sql } from "kysely";
import { vi } from "vitest";
import { type Database, openDatabase } from "../database/database.ts";
import { asTenant, type TenantTransaction } from "../database/tenant-transaction.ts";
import { connectionString } from "../embedded/connection.ts";
import { ensureTenant } from "../tenant/tenant.ts";
import { askForDatabase } from "./ask-for-database.ts";

// A real server answers as fast as the machine lets it, and others work on that, too.
vi.setConfig({ testTimeout: 60_000 });

/** The moment at which test data comes about, and two later ones. */
export const MONDAY = "2026-03-02T08:00:00.000Z";
export const TUESDAY = "2026-03-03T08:00:00.000Z";
export const WEDNESDAY = "2026-03-04T08:00:00.000Z";

/** A tenant of a test, whose transactions begin here. */
export interface TestTenant {
  readonly id: number;
  readonly inTenant: <T>(work: (tx: TenantTransaction) => Promise<T>) => Promise<T>;
}

/** A throw-away database with the tables in it, on the server that all files of a run share. */
export interface TestDatabase {
  readonly db: Database;
  /** The address of the database, or of another one on the same server. */
  url(database?: string): string;
  /** Makes a database of its own on the same server, empty, and gives its address. */
  newDatabase(): Promise<string>;
  /** Makes a tenant and gives what begins its transactions. */
  newTenant(): Promise<TestTenant>;
  close(): Promise<void>;
}

/** Makes a database for the tests of one file. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const server = await askForDatabase();
  const db = openDatabase({ url: connectionString(server), connections: 6 });
  let made = 0;
  return {
    db,
    url: (database) => connectionString(server, database),
    async newDatabase() {
      made += 1;
      const name = `${server.database}_${made}`;
      await sql.raw(`create database ${name}`).execute(db);
      return connectionString(server, name);
    },
    async newTenant() {
      made += 1;
      const tenant = await ensureTenant(db, { slug: `t${made}`, name: "Test" }, MONDAY);
      return { id: tenant.id, inTenant: (work) => asTenant(db, tenant.id, work) };
    },
    close: () => db.destroy(),
  };
}

/** The tables that hold tenants' data. */
export async function tenantTables(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
      and relname not like 'kysely%' order by 1`.execute(db);
  return rows.map(({ name }) => name);
}

/** Everything that a tenant has in tables, by table. */
export async function whole(
  tx: TenantTransaction,
  tables: readonly string[],
): Promise<Readonly<Record<string, readonly unknown[]>>> {
  // In one statement: tests ask it hundreds of times.
  const parts = tables.map(
    (table) => sql`select ${table}::text as name, to_jsonb(t) as row from ${sql.table(table)} t`,
  );
  const rows = await tx.rows<{ readonly name: string; readonly row: unknown }>(
    sql`${sql.join(parts, sql` union all `)} order by 1, 2`,
  );
  const found = Map.groupBy(rows, ({ name }) => name);
  return Object.fromEntries(tables.map((name) => [name, found.get(name) ?? []]));
}
