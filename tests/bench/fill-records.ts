import { asTenant, type Tenant } from "@perennial/store";
import { type RawBuilder, sql } from "kysely";
import type { BenchDatabase } from "./bench-database.ts";

/** What records a benchmark needs; `n` in an expression is the number of the customer, from 1. */
export interface RecordFill {
  readonly count: number;
  readonly now: string;
  /** The last day of an agreement. */
  readonly endsOn: RawBuilder<unknown>;
  /** @default active for all */
  readonly status?: RawBuilder<unknown>;
}

/** Ids that sort as their numbers do, so that ranges of ids are ranges of numbers. */
export const ID_DIGITS = 8;

/** The id of a record by its number. */
export function idOf(letter: "a" | "c", number: number): string {
  return `${letter}${String(number).padStart(ID_DIGITS, "0")}`;
}

/** The same in SQL, for an expression that gives the number. */
export function idSql(letter: "a" | "c", number: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`(${sql.lit(letter)} || lpad((${number})::text, ${sql.lit(ID_DIGITS)}, '0'))`;
}

/** Fills in customers, each with one agreement of its own. */
export async function fillRecords(
  { db }: BenchDatabase,
  tenant: Tenant,
  { count, now, endsOn, status = sql`'active'` }: RecordFill,
): Promise<void> {
  const n = sql`n`;
  const numbers = sql`generate_series(1, ${count}::int) n`;
  await asTenant(db, tenant.id, async (tx) => {
    await tx.run(sql`
      insert into customers (tenant_id, id, kind, name, first_name, locale, email, mobile, segment, updated_at)
      select ${tenant.id}, ${idSql("c", n)}, 'person', 'Anna Andersson ' || n, 'Anna', 'sv',
        'c' || n || '@example.com', '+46' || (700000000 + n), 'house', ${now} from ${numbers}`);
    await tx.run(sql`
      insert into agreements (tenant_id, id, customer_id, party, product, kind, status, starts_on, ends_on,
        currency, updated_at)
      select ${tenant.id}, ${idSql("a", n)}, ${idSql("c", n)}, 'own', 'FIXED-12', 'fixed', ${status}, '2025-05-01',
        ${endsOn}, 'SEK', ${now} from ${numbers}`);
  });
  await vacuum({ db }, ["customers", "agreements"]);
}

/** Tells the planner what there is, and takes away what a round before has left. */
export async function vacuum(
  { db }: Pick<BenchDatabase, "db">,
  tables: readonly string[],
): Promise<void> {
  for (const table of tables) {
    await db.executeQuery(sql`vacuum analyze ${sql.table(table)}`.compile(db));
  }
}

/** Empties tables. */
export async function empty({ db }: BenchDatabase, tables: readonly string[]): Promise<void> {
  const names = sql.join(tables.map((table) => sql.table(table)));
  await db.executeQuery(sql`truncate ${names}`.compile(db));
}
