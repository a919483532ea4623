import type { Instant, RecordRef } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** How many excluded records of a connection are kept: the newest. */
const KEPT = 1_000;

/** What reading a connection has found out of records that are not taken in, or not all of them. */
export interface PageProblems {
  /** The other side's ids of what was read: what was said against it before no longer holds. */
  readonly read: readonly string[];
  readonly excluded: readonly (RecordRef & { readonly reason: string })[];
  readonly now: Instant;
}

/** Keeps what could not be understood of what was read, in the transaction that took the rest in. */
export async function notePageProblems(
  tx: TenantTransaction,
  connectionId: string,
  { read, excluded, now }: PageProblems,
): Promise<void> {
  if (read.length > 0) {
    await tx.run(sql`
      delete from exclusions
      where tenant_id = ${tx.tenant} and connection_id = ${connectionId} and id = any(${[...read]}::text[])`);
  }
  if (excluded.length === 0) return;
  await tx.run(sql`
    insert into exclusions (tenant_id, connection_id, object, id, reason, at)
    select distinct on (r.object, r.id) ${tx.tenant}, ${connectionId}, r.object, r.id, r.reason, ${now}::timestamptz
    from json_to_recordset(${json(excluded)}::json) as r(object text, id text, reason text)
    on conflict (tenant_id, connection_id, id, object) do update set reason = excluded.reason, at = excluded.at`);
  await tx.run(sql`
    delete from exclusions
    where tenant_id = ${tx.tenant} and connection_id = ${connectionId} and at < (
      select at from exclusions where tenant_id = ${tx.tenant} and connection_id = ${connectionId}
      order by at desc limit 1 offset ${KEPT - 1})`);
}
