import type { Instant, RecordRef } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A record of a connection's other side that is to be read anew. */
export interface AskedRecord extends RecordRef {
  readonly connectionId: string;
}

/** Asks for records to be read anew; one that is asked for already is read once, after the last time it was named. */
export async function askRereads(
  tx: TenantTransaction,
  records: readonly AskedRecord[],
  now: Instant,
): Promise<void> {
  if (records.length === 0) return;
  await tx.run(sql`
    insert into rereads as k (tenant_id, connection_id, object, id, asked_at, due_at)
    select distinct ${tx.tenant}::int, r."connectionId", r.object, r.id, ${now}::timestamptz, ${now}::timestamptz
    from json_to_recordset(${json(records)}::json) as r("connectionId" text, object text, id text)
    where exists (select from connections c where c.tenant_id = ${tx.tenant} and c.id = r."connectionId")
    order by 2, 4, 3
    on conflict (tenant_id, connection_id, id, object) do update set asks = k.asks + 1,
      asked_at = excluded.asked_at, due_at = case when k.problem is null then excluded.due_at else k.due_at end`);
}

/** A record that somebody has taken upon themselves to read. */
export interface ClaimedReread extends RecordRef {
  /** How often it had been asked for by then. */
  readonly asks: number;
  readonly attempts: number;
}

/** What to take. */
export interface RereadClaim {
  readonly connectionId: string;
  readonly now: Instant;
  /** When whoever takes it counts as dead. */
  readonly until: Instant;
  readonly limit: number;
}

/** Takes records to read that nobody else holds, those asked for first before others. */
export function claimRereads(
  tx: TenantTransaction,
  { connectionId, now, until, limit }: RereadClaim,
): Promise<readonly ClaimedReread[]> {
  return tx.rows(sql<ClaimedReread>`
    with due as materialized (
      select object, id from rereads
      where tenant_id = ${tx.tenant} and connection_id = ${connectionId} and due_at <= ${now}
      order by due_at limit ${limit} for update skip locked)
    update rereads k set due_at = ${until} from due
    where k.tenant_id = ${tx.tenant} and k.connection_id = ${connectionId} and k.id = due.id and k.object = due.object
    returning k.object, k.id, k.asks, k.attempts`);
}

/** Which records were taken, and through which connection. */
export interface HeldRereads {
  readonly connectionId: string;
  readonly records: readonly Pick<ClaimedReread, "object" | "id" | "asks">[];
}

/** Strikes off records that were read, in the transaction that took them in; what was named meanwhile stays. */
export async function finishRereads(
  tx: TenantTransaction,
  { connectionId, records }: HeldRereads,
): Promise<void> {
  if (records.length === 0) return;
  await tx.run(sql`
    delete from rereads k
    using json_to_recordset(${json(records)}::json) as r(object text, id text, asks int)
    where k.tenant_id = ${tx.tenant} and k.connection_id = ${connectionId} and k.id = r.id and k.object = r.object
      and k.asks = r.asks`);
}

/** Puts back records that could not be read, until their next try. */
export async function putBackRereads(
  tx: TenantTransaction,
  { connectionId, records }: HeldRereads,
  failure: { readonly dueAt: Instant; readonly problem: string | null; readonly counted: boolean },
): Promise<void> {
  if (records.length === 0) return;
  await tx.run(sql`
    update rereads k set due_at = ${failure.dueAt}, problem = coalesce(${failure.problem}::text, k.problem),
      attempts = k.attempts + ${failure.counted ? 1 : 0}
    from json_to_recordset(${json(records)}::json) as r(object text, id text)
    where k.tenant_id = ${tx.tenant} and k.connection_id = ${connectionId} and k.id = r.id and k.object = r.object`);
}

/** A record that is not taken in, and why. */
export interface Exclusion extends RecordRef {
  readonly reason: string;
}

/** Notes which of the records that were read are not taken in; the others of them are no longer excluded. */
export async function noteExclusions(
  tx: TenantTransaction,
  of: { readonly connectionId: string; readonly read: readonly RecordRef[] },
  { excluded, now }: { readonly excluded: readonly Exclusion[]; readonly now: Instant },
): Promise<void> {
  await tx.run(sql`
    delete from exclusions k
    using json_to_recordset(${json(of.read)}::json) as r(object text, id text)
    where k.tenant_id = ${tx.tenant} and k.connection_id = ${of.connectionId} and k.id = r.id and k.object = r.object`);
  if (excluded.length === 0) return;
  await tx.run(sql`
    insert into exclusions (tenant_id, connection_id, object, id, reason, at)
    select distinct on (r.object, r.id) ${tx.tenant}, ${of.connectionId}, r.object, r.id, r.reason, ${now}::timestamptz
    from json_to_recordset(${json(excluded)}::json) as r(object text, id text, reason text)
    on conflict (tenant_id, connection_id, id, object) do update set reason = excluded.reason, at = excluded.at`);
}
