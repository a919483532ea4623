import { sql } from "kysely";
import type { Database } from "../database/database.ts";

/**
 * The tables that tenants are not kept apart in: without `tenant_id` at the head of the primary key, without row
 * level security or with one that does not bind the owner, without a policy, or with one that lets the role of
 * tenants see more than the tenant's rows (reliability.md, 5.1). Those of the migrations hold no tenant's data.
 */
export async function unprotectedTables(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
      and c.relname not in ('kysely_migration', 'kysely_migration_lock')
      and not (c.relrowsecurity and c.relforcerowsecurity
        and exists (select from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
          where i.indrelid = c.oid and i.indisprimary and a.attname = 'tenant_id')
        and exists (select from pg_policy p where p.polrelid = c.oid)
        and not exists (select from pg_policy p
          where p.polrelid = c.oid and (0 = any(p.polroles) or 'perennial_app'::regrole = any(p.polroles))
            and (pg_get_expr(p.polqual, c.oid) <> '(tenant_id = perennial_tenant())'
              or pg_get_expr(p.polwithcheck, c.oid) <> '(tenant_id = perennial_tenant())')))
    order by 1`.execute(db);
  return rows.map(({ name }) => name);
}
