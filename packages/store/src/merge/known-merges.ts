import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { CustomerMerge } from "./merge-customers.ts";

/** Names the lock of a tenant that keeps whose records are whose still; no program can be called so. */
const IDENTITIES = "#identities";

/**
 * Keeps whose records are whose as it is until the transaction ends, against others who change it; with `change`, for
 * whoever is about to. To be called before anything of customers is read or written, and once.
 */
export async function lockIdentities(tx: TenantTransaction, change: boolean): Promise<void> {
  const lock = change ? sql`pg_advisory_xact_lock` : sql`pg_advisory_xact_lock_shared`;
  await tx.rows(sql`select ${lock}(${tx.tenant}::int, hashtext(${IDENTITIES}))`);
}

/** Where those of some records that were merged away belong now, by their ids. */
export async function readMerges(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows(sql<CustomerMerge>`
    select from_id as "from", into_id as "into" from merges
    where tenant_id = ${tx.tenant} and from_id = any(${[...ids]}::text[])`);
  return new Map(rows.map(({ from, into }) => [from, into]));
}

/** The records that were merged into some others. */
export async function readMergedInto(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.rows(sql<{ from: string }>`
    select from_id as "from" from merges
    where tenant_id = ${tx.tenant} and into_id = any(${[...ids]}::text[]) order by from_id`);
  return rows.map(({ from }) => from);
}

/** Remembers merges; what was merged into a record that is merged away goes where that one goes. */
export async function keepMerges(
  tx: TenantTransaction,
  merges: readonly CustomerMerge[],
  now: Instant,
): Promise<void> {
  if (merges.length === 0) return;
  const rows = sql`json_to_recordset(${json(merges)}::json) as r("from" text, "into" text)`;
  await tx.run(sql`
    update merges m set into_id = r."into" from ${rows} where m.tenant_id = ${tx.tenant} and m.into_id = r."from"`);
  await tx.run(sql`
    insert into merges (tenant_id, from_id, into_id, at)
    select ${tx.tenant}, r."from", r."into", ${now}::timestamptz from ${rows} order by r."from" collate "C"
    on conflict (tenant_id, from_id) do update set into_id = excluded.into_id
      where merges.into_id <> excluded.into_id`);
}

/** Forgets merges that name any of some records. */
export async function forgetMerges(tx: TenantTransaction, ids: readonly string[]): Promise<void> {
  await tx.run(sql`
    delete from merges
    where tenant_id = ${tx.tenant} and (from_id = any(${[...ids]}::text[]) or into_id = any(${[...ids]}::text[]))`);
}
