import type { LocalDate } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { Move } from "./migration-counts.ts";

/** How many customers were in one place at the end of a night. */
export interface PlaceCount {
  readonly on: LocalDate;
  /** What they are told apart by: `flow`, `band`, `class`, `tier`, `phase`, `segment`, `risk` or `all`. */
  readonly kind: string;
  readonly state: string;
  readonly customers: number;
  /** What they are worth together by the value classes' window, in minor units. */
  readonly value: number;
}

/** Days, both of which belong to it. */
export interface Days {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** How the base was made up night by night (M-05, M-14, D-14). */
export function readCounts(
  tx: TenantTransaction,
  { from, to }: Days,
): Promise<readonly PlaceCount[]> {
  return tx.rows(sql<PlaceCount>`
    select on_day as "on", kind, state, customers, value::double precision as value from flow_counts
    where tenant_id = ${tx.tenant} and on_day between ${from}::date and ${to}::date
    order by on_day, kind, state`);
}

/** How the base was made up at the end of the last night; nothing before the first. */
export function readLastCounts(tx: TenantTransaction): Promise<readonly PlaceCount[]> {
  return tx.rows(sql<PlaceCount>`
    select on_day as "on", kind, state, customers, value::double precision as value from flow_counts
    where tenant_id = ${tx.tenant}
      and on_day = (select max(on_day) from flow_counts where tenant_id = ${tx.tenant})
    order by kind, state`);
}

/**
 * How many went from where to where in some days, each move of each day counted: who went and came back is in it twice
 * (D-15).
 */
export function readMoves(tx: TenantTransaction, { from, to }: Days): Promise<readonly Move[]> {
  return tx.rows(sql<Move>`
    select kind, from_state as "from", to_state as "to", sum(customers)::int as customers from migration_counts
    where tenant_id = ${tx.tenant} and on_day between ${from}::date and ${to}::date
    group by 1, 2, 3 order by 1, 2, 3`);
}

/** A group at the end of a night. */
export interface GroupDay {
  readonly on: LocalDate;
  readonly groupId: string;
  readonly members: number;
  /** In minor units, of all members together. */
  readonly value: number;
}

/** How the user's own groups have developed (V-15). */
export function readGroupDays(
  tx: TenantTransaction,
  { from, to }: Days,
): Promise<readonly GroupDay[]> {
  return tx.rows(sql<GroupDay>`
    select on_day as "on", group_id as "groupId", members, value::double precision as value from group_days
    where tenant_id = ${tx.tenant} and on_day between ${from}::date and ${to}::date order by group_id, on_day`);
}
