import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** The sealed key by which a tenant's suppressed addresses are recognised; nothing before the first of them. */
export async function readAddressKey(tx: TenantTransaction): Promise<string | undefined> {
  const [row] = await tx.rows(sql<{ sealed: string }>`
    select sealed from address_keys where tenant_id = ${tx.tenant}`);
  return row?.sealed;
}

/** Keeps a key where there is none yet, and gives the one that holds: of two that try at once, one. */
export async function keepAddressKey(tx: TenantTransaction, sealed: string): Promise<string> {
  await tx.run(sql`
    insert into address_keys (tenant_id, sealed) values (${tx.tenant}, ${sealed}) on conflict do nothing`);
  return (await readAddressKey(tx)) ?? sealed;
}

/** Suppresses addresses by their keyed hashes; those that are suppressed already stay so. */
export async function addSuppressions(
  tx: TenantTransaction,
  digests: readonly string[],
  now: Instant,
): Promise<void> {
  if (digests.length === 0) return;
  await tx.run(sql`
    insert into suppressions (tenant_id, digest, at)
    select distinct ${tx.tenant}::int, d, ${now}::timestamptz from unnest(${[...digests]}::text[]) d order by d
    on conflict do nothing`);
}

/** Those of some addresses that are suppressed, and since when, by their keyed hashes. */
export async function findSuppressions(
  tx: TenantTransaction,
  digests: readonly string[],
): Promise<ReadonlyMap<string, Instant>> {
  if (digests.length === 0) return new Map();
  const rows = await tx.rows(sql<{ digest: string; at: Instant }>`
    select digest, at from suppressions where tenant_id = ${tx.tenant} and digest = any(${[...digests]}::text[])`);
  return new Map(rows.map(({ digest, at }) => [digest, at]));
}
