import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/**
 * What of a customer's course through programs can be told to the system of record, in words for its staff: which programs it is in,
 * a line each, what comes next, and when.
 */
export const COURSE_FIELDS = ["programs", "nextStep", "nextStepAt"] as const;

/** A field of a customer's course. */
export type CourseField = (typeof COURSE_FIELDS)[number];

/** Those of some names that are of the course. */
export function courseFields(names: readonly string[]): readonly CourseField[] {
  return COURSE_FIELDS.filter((each) => names.includes(each));
}

/** Whose course has changed, and who is to know. */
export interface CourseOrder {
  readonly customerIds: readonly string[];
  /** Connections whose other side keeps it. */
  readonly connectionIds: readonly string[];
  readonly now: Instant;
}

/** Orders that customers be written whose course has changed: one write each, however many steps are taken before it is done. */
export async function orderCourseWrites(
  tx: TenantTransaction,
  { customerIds, connectionIds, now }: CourseOrder,
): Promise<void> {
  if (customerIds.length === 0 || connectionIds.length === 0) return;
  await tx.run(sql`
    insert into record_writes as w (tenant_id, connection_id, customer_id, at, due_at)
    select ${tx.tenant}, k.id, c.id, ${now}::timestamptz, ${now}::timestamptz
    from unnest(${connectionIds}::text[]) k(id), (
      select distinct u.id from unnest(${customerIds}::text[]) u(id)
      join customers x on x.tenant_id = ${tx.tenant} and x.id = u.id and x.deleted_at is null) c
    order by k.id, c.id
    on conflict (tenant_id, connection_id, customer_id) do update
      set at = excluded.at, due_at = coalesce(w.due_at, excluded.due_at), asks = w.asks + 1, refused = null,
        attempts = case when w.due_at is null then 0 else w.attempts end`);
}

/** Orders that customers be written who have left programs, where the other side was told that they are in one. */
export async function orderLeftWrites(
  tx: TenantTransaction,
  customerIds: readonly string[],
  now: Instant,
): Promise<void> {
  if (customerIds.length === 0) return;
  await tx.run(sql`
    update record_writes set at = ${now}, due_at = coalesce(due_at, ${now}::timestamptz), asks = asks + 1, refused = null,
      attempts = case when due_at is null then 0 else attempts end
    where tenant_id = ${tx.tenant} and customer_id = any(${customerIds}::text[])
      and told ?| ${[...COURSE_FIELDS]}::text[]`);
}
