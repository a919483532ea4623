import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import { asSystem, type TenantTransaction } from "../database/tenant-transaction.ts";
import { happening } from "./happening.ts";

/** The e-mail addresses that are told when something needs somebody. */
export async function readNotify(tx: TenantTransaction): Promise<readonly string[]> {
  const [row] = await tx.rows(sql<{ notify: readonly string[] }>`
    select notify from tenants where tenant_id = ${tx.tenant}`);
  return row?.notify ?? [];
}

/**
 * Sets who is told, in place of who was before. Whoever is the first to be told hears of what is wrong now, and not of
 * loads that were done before.
 */
export async function setNotify(tx: TenantTransaction, notify: readonly string[]): Promise<void> {
  const before = await readNotify(tx);
  await tx.run(sql`
    update tenants set notify = ${[...notify]}::text[] where tenant_id = ${tx.tenant}`);
  if (before.length > 0) return;
  await tx.run(sql`delete from notices where tenant_id = ${tx.tenant}`);
  await tx.run(sql`
    insert into notices (tenant_id, kind, about, words, began_at, state)
    select ${tx.tenant}, kind, about, words, now(), 'told' from (${happening(tx)}) h where kind = 'loaded'
    on conflict do nothing`);
}

/** The tenants that have somebody to tell; no demo's. */
export async function tenantsToNotify(db: Database): Promise<readonly number[]> {
  const rows = await asSystem(db, (tx) =>
    tx.rows(sql<{ id: number }>`
      select tenant_id as id from tenants where notify <> '{}' and demo_now is null order by tenant_id`),
  );
  return rows.map(({ id }) => id);
}
