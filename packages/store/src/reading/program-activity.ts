import type { Instant, LocalDate } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** How often something was decided at a step on a day. */
export interface ActivityCount {
  readonly date: LocalDate;
  /** Nothing for what is of no step. */
  readonly step: string | null;
  readonly kind: string;
  readonly count: number;
}

/** What is looked at: a program, from a moment on, with days by the tenant's zone. */
export interface ActivityQuery {
  readonly program: string;
  readonly from: Instant;
  readonly zone: string;
}

/** Counts what was decided in a program from a moment on, by day, step and kind. */
export function countActivity(
  tx: TenantTransaction,
  { program, from, zone }: ActivityQuery,
): Promise<readonly ActivityCount[]> {
  return tx.rows(sql<ActivityCount>`
    select (at at time zone ${zone})::date as date, step, kind, count(*)::int as count
    from decisions
    where tenant_id = ${tx.tenant} and program = ${program} and at >= ${from}
      and kind in ('entered', 'goal-met', 'ended', 'sent', 'held', 'skipped', 'refused', 'failed', 'unclear')
    group by 1, 2, 3 order by 1, 2, 3`);
}

/** How often something was decided in a program. */
export interface OutcomeCount {
  readonly program: string;
  readonly kind: string;
  readonly count: number;
}

/** Counts what was decided in each of the tenant's programs from a moment on, by kind. */
export function countOutcomes(
  tx: TenantTransaction,
  from: Instant,
): Promise<readonly OutcomeCount[]> {
  return tx.rows(sql<OutcomeCount>`
    select p.id as program, d.kind, count(*)::int as count
    from programs p cross join lateral (
      select kind from decisions
      where tenant_id = ${tx.tenant} and program = p.id and at >= ${from} offset 0) d
    where p.tenant_id = ${tx.tenant} group by 1, 2 order by 1, 2`);
}
