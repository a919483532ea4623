import type { Instant, LocalDate } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { type ReviewScope, within } from "../review/review-scope.ts";
import { standingAlone } from "./word-fields.ts";
import {
  toldValues,
  type WrittenField,
  type WrittenValues,
  writtenValues,
} from "./written-values.ts";

/** A connection whose other side is to know of customers what the review computes. */
export interface RecordWriteTarget {
  readonly connectionId: string;
  readonly fields: readonly WrittenField[];
}

/** Whose values may have to be written, and where. */
export interface RecordWriteOrder {
  readonly scope: ReviewScope;
  readonly targets: readonly RecordWriteTarget[];
  readonly today: LocalDate;
  readonly now: Instant;
}

/**
 * Remembers what the system of record told of customers before anything was computed of them: so the first night writes
 * what differs from it, and nothing else. To be called before a baseline's decisions; customers that are known already
 * stay as they are.
 */
export async function rememberTold(
  tx: TenantTransaction,
  { scope, targets, now }: Omit<RecordWriteOrder, "today">,
): Promise<void> {
  for (const { connectionId, fields } of targets) {
    const told = toldValues(fields);
    await tx.run(sql`
      insert into record_writes (tenant_id, connection_id, customer_id, told, at)
      select ${tx.tenant}, ${connectionId}, c.id, ${told}, ${now}::timestamptz from customers c
      where c.tenant_id = ${tx.tenant} and ${within(scope, sql`c.id`)} and c.deleted_at is null and ${told} <> '{}'
      order by c.id
      on conflict do nothing`);
  }
}

/**
 * Orders that be written what differs from what the other side has (architecture.md, 5): one write a customer and
 * connection, however much changes before it is done. What was refused is not ordered again as it is.
 */
export async function orderRecordWrites(
  tx: TenantTransaction,
  { scope, targets, today, now }: RecordWriteOrder,
): Promise<void> {
  for (const { connectionId, fields } of targets) {
    const values = writtenValues({ tenant: tx.tenant, scope, fields, today });
    await tx.run(sql`
      insert into record_writes as w (tenant_id, connection_id, customer_id, at, due_at)
      select ${tx.tenant}, ${connectionId}, v.id, ${now}::timestamptz, ${now}::timestamptz
      from (${values}) v left join record_writes k on k.tenant_id = ${tx.tenant}
        and k.connection_id = ${connectionId} and k.customer_id = v.id
        and ${within(scope, sql`k.customer_id`)}
      where v.now <> ${standingAlone(sql`coalesce(k.told, '{}')`)}
        and v.now is distinct from ${standingAlone(sql`k.refused`)}
      order by v.id
      on conflict (tenant_id, connection_id, customer_id) do update
        set at = excluded.at, due_at = coalesce(w.due_at, excluded.due_at), asks = w.asks + 1, refused = null,
          attempts = case when w.due_at is null then 0 else w.attempts end`);
  }
}

/** Takes back what was ordered for a connection that is to know nothing any more, as when its settings have changed. */
export async function cancelRecordWrites(
  tx: TenantTransaction,
  connectionId: string,
): Promise<void> {
  await tx.run(sql`
    update record_writes set due_at = null, problem = null
    where tenant_id = ${tx.tenant} and connection_id = ${connectionId} and due_at is not null`);
}

/** A customer that somebody has taken upon themselves to write. */
export interface ClaimedRecordWrite {
  readonly customerId: string;
  /** What the other side has. */
  readonly told: WrittenValues;
  /** What it is to have; nothing of a customer who is gone. */
  readonly now: WrittenValues | null;
  readonly asks: number;
  readonly attempts: number;
}

/** Takes customers to write that nobody else holds, oldest first; `until` is when whoever takes them counts as dead. */
export async function claimRecordWrites(
  tx: TenantTransaction,
  claim: RecordWriteTarget & {
    readonly today: LocalDate;
    readonly now: Instant;
    readonly until: Instant;
    readonly limit: number;
  },
): Promise<readonly ClaimedRecordWrite[]> {
  const { connectionId, fields, today, now, until, limit } = claim;
  const claimed = await tx.rows(sql<Omit<ClaimedRecordWrite, "now">>`
    with due as materialized (
      select customer_id from record_writes
      where tenant_id = ${tx.tenant} and connection_id = ${connectionId} and due_at <= ${now}
      order by due_at, customer_id limit ${limit} for update skip locked)
    update record_writes w set due_at = ${until} from due
    where w.tenant_id = ${tx.tenant} and w.connection_id = ${connectionId} and w.customer_id = due.customer_id
    returning w.customer_id as "customerId", w.told, w.asks, w.attempts`);
  if (claimed.length === 0) return [];
  const scope = { ids: claimed.map(({ customerId }) => customerId) };
  const rows = await tx.rows(
    sql<{
      id: string;
      now: WrittenValues;
    }>`${writtenValues({ tenant: tx.tenant, scope, fields, today })}`,
  );
  const values = new Map(rows.map((row) => [row.id, row.now]));
  return claimed.map((each) => ({ ...each, now: values.get(each.customerId) ?? null }));
}

/** What came of one: the other side has `told`, or refused, or it is tried again at `dueAt`. */
export interface RecordWriteOutcome extends Pick<ClaimedRecordWrite, "customerId" | "asks"> {
  /** What the other side has now, where it took what was written. */
  readonly told?: WrittenValues | undefined;
  /** What it will not have. */
  readonly refused?: WrittenValues | undefined;
  readonly problem: string | null;
  readonly dueAt?: Instant | undefined;
  /** Whether the attempt does not count: the connection was to blame. */
  readonly uncounted?: boolean | undefined;
}

/** Writes what came of customers; those that were changed meanwhile are written once more. */
export async function settleRecordWrites(
  tx: TenantTransaction,
  { connectionId, now }: { readonly connectionId: string; readonly now: Instant },
  outcomes: readonly RecordWriteOutcome[],
): Promise<void> {
  await tx.run(sql`
    update record_writes w set told = coalesce(r.told, w.told),
      refused = case when w.asks = r.asks then r.refused end,
      problem = case when w.asks = r.asks then r.problem end,
      due_at = case when w.asks = r.asks then r."dueAt" else ${now}::timestamptz end,
      attempts = case when r.told is not null then 0 when r.uncounted then w.attempts else w.attempts + 1 end
    from json_to_recordset(${json(outcomes)}::json) as r("customerId" text, asks int, told jsonb, refused jsonb,
      problem text, "dueAt" timestamptz, uncounted boolean)
    where w.tenant_id = ${tx.tenant} and w.connection_id = ${connectionId} and w.customer_id = r."customerId"`);
}
