import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** How many records of a kind were told of. */
export interface ReadRecords {
  /** Our word for it, such as `customer` or `agreement`. */
  readonly kind: string;
  readonly read: number;
}

/** Counts records that a connection's reading has told of, in the transaction that took them in. */
export async function noteReadings(
  tx: TenantTransaction,
  connectionId: string,
  { records, now }: { readonly records: readonly ReadRecords[]; readonly now: Instant },
): Promise<void> {
  if (records.length === 0) return;
  await tx.run(sql`
    insert into readings as k (tenant_id, connection_id, kind, read, last_at)
    select ${tx.tenant}, ${connectionId}, r.kind, r.read, ${now}::timestamptz
    from json_to_recordset(${json(records)}::json) as r(kind text, read bigint)
    on conflict (tenant_id, connection_id, kind) do update set read = k.read + excluded.read, last_at = excluded.last_at`);
}

/** Notes how many records the reading from the beginning has to read in all, as the other side says. */
export async function noteTotal(
  tx: TenantTransaction,
  connectionId: string,
  total: number,
): Promise<void> {
  await tx.run(sql`
    update connections set load_total = ${total} where tenant_id = ${tx.tenant} and id = ${connectionId}`);
}

/**
 * Notes that a connection is being read from its beginning: what was counted and not understood before is of another
 * time.
 */
export async function beginLoad(
  tx: TenantTransaction,
  connectionId: string,
  now: Instant,
): Promise<void> {
  await Promise.all([
    tx.run(
      sql`delete from readings where tenant_id = ${tx.tenant} and connection_id = ${connectionId}`,
    ),
    tx.run(
      sql`delete from exclusions where tenant_id = ${tx.tenant} and connection_id = ${connectionId}`,
    ),
    tx.run(sql`
      update connections set load_began_at = ${now}, load_total = null where tenant_id = ${tx.tenant} and id = ${connectionId}`),
  ]);
}
