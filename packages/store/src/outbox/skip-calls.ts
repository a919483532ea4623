import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/**
 * Takes back calls that are not to be made after all, those marked `keep` too: what waits is skipped, and what may
 * have been put on the list is not put there again.
 */
export async function skipCalls(
  tx: TenantTransaction,
  calls: readonly { readonly enrolmentId: number; readonly seq: number; readonly reason: string }[],
  now: Instant,
): Promise<void> {
  if (calls.length === 0) return;
  await tx.run(sql`
    update outbox o set withdrawn = r.reason,
      state = case when o.state = 'pending' then 'skipped' else o.state end,
      reason = case when o.state = 'pending' then r.reason else o.reason end,
      due_at = case when o.state = 'pending' then null else o.due_at end,
      settled_at = case when o.state = 'pending' then ${now}::timestamptz else o.settled_at end
    from json_to_recordset(${json(calls)}::json) as r("enrolmentId" bigint, seq int, reason text)
    where o.tenant_id = ${tx.tenant} and o.enrolment_id = r."enrolmentId" and o.seq = r.seq
      and o.state in ('pending', 'unknown') and o.kind = 'call'`);
}
