import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** When somebody was forgotten, and since when the system of record has somebody of that id anew. */
export interface Tombstone {
  readonly digest: string;
  readonly at: Instant;
  readonly anewAt: Instant | null;
}

/** Remembers by keyed hashes whose records are not to come back; of two moments the later one holds. */
export async function addTombstones(
  tx: TenantTransaction,
  digests: readonly string[],
  at: Instant,
): Promise<void> {
  if (digests.length === 0) return;
  await tx.run(sql`
    insert into tombstones as t (tenant_id, digest, at)
    select distinct ${tx.tenant}::int, d, ${at}::timestamptz from unnest(${[...digests]}::text[]) d order by d
    on conflict (tenant_id, digest) do update set at = greatest(t.at, excluded.at),
      anew_at = case when t.anew_at > excluded.at then t.anew_at end`);
}

/** Those of some people who were forgotten, by the keyed hashes of their ids. */
export async function findTombstones(
  tx: TenantTransaction,
  digests: readonly string[],
): Promise<ReadonlyMap<string, Tombstone>> {
  if (digests.length === 0) return new Map();
  const rows = await tx.rows(sql<Tombstone>`
    select digest, at, anew_at as "anewAt" from tombstones
    where tenant_id = ${tx.tenant} and digest = any(${[...digests]}::text[])`);
  return new Map(rows.map((each) => [each.digest, each]));
}

/** Notes that the system of record has somebody of an id anew who was forgotten. */
export async function markAnew(
  tx: TenantTransaction,
  digests: readonly string[],
  now: Instant,
): Promise<void> {
  if (digests.length === 0) return;
  await tx.run(sql`
    update tombstones set anew_at = ${now}
    where tenant_id = ${tx.tenant} and digest = any(${[...digests]}::text[]) and anew_at is null`);
}
