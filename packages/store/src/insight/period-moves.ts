import type { LocalDate } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { Move } from "../review/migration-counts.ts";
import type { Days } from "../review/read-counts.ts";

/** What moves are gathered by. */
export const MOVE_PERIODS = ["month", "quarter"] as const;
export type MovePeriod = (typeof MOVE_PERIODS)[number];

/** Moves of one period. */
export interface PeriodMove extends Move {
  /** The first day of the period. */
  readonly period: LocalDate;
}

/** Which moves: of which days, of which kind. */
export interface PeriodMovesQuery extends Days {
  readonly kind: Move["kind"];
  readonly by: MovePeriod;
}

/** How many went from where to where in each month or quarter, as `readMoves` counts them. */
export function readPeriodMoves(
  tx: TenantTransaction,
  { from, to, kind, by }: PeriodMovesQuery,
): Promise<readonly PeriodMove[]> {
  return tx.rows(sql<PeriodMove>`
    select date_trunc(${by}::text, on_day::timestamp)::date as period, kind, from_state as "from", to_state as "to",
      sum(customers)::int as customers
    from migration_counts
    where tenant_id = ${tx.tenant} and on_day between ${from}::date and ${to}::date and kind = ${kind}::text
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`);
}
