import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** How many decisions of one kind there were. */
export interface DecisionCount {
  readonly kind: string;
  readonly reason: string | null;
  /** What a message went out by. */
  readonly channel: string | null;
  /** Where a move began; null for the one that follows an entry. */
  readonly from: string | null;
  readonly count: number;
}

/** The last decision before a moment, 0 where there was none. */
export async function lastDecisionBefore(tx: TenantTransaction, moment: Instant): Promise<number> {
  const [row] = await tx.rows(sql<{ id: number }>`
    select coalesce(max(id), 0) as id from decisions where tenant_id = ${tx.tenant} and at < ${moment}`);
  return row?.id ?? 0;
}

/** Counts the decisions after one, and says which is the last. */
export async function countDecisions(
  tx: TenantTransaction,
  after: number,
): Promise<{ readonly last: number; readonly counts: readonly DecisionCount[] }> {
  const rows = await tx.rows(sql<DecisionCount & { last: number }>`
    select kind, case when kind <> 'moved' or reason like '%.%' then reason end as reason,
      evidence ->> 'channel' as channel,
      case when kind = 'moved' then nullif(evidence ->> 'from', '') end as from,
      count(*)::int as count, max(id) as last
    from decisions where tenant_id = ${tx.tenant} and id > ${after}
    group by 1, 2, 3, 4`);
  return { last: rows.reduce((most, row) => Math.max(most, row.last), after), counts: rows };
}
