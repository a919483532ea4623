import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Takes back calls that wait and are not to be made after all, those marked `keep` too. */
export async function skipCalls(
  tx: TenantTransaction,
  calls: readonly { readonly enrolmentId: number; readonly seq: number; readonly reason: string }[],
  now: Instant,
): Promise<void> {
  if (calls.length === 0) return;
  await tx.run(sql`
    update outbox o set state = 'skipped', reason = r.reason, due_at = null, settled_at = ${now}
    from json_to_recordset(${JSON.stringify(calls)}::json) as r("enrolmentId" bigint, seq int, reason text)
    where o.tenant_id = ${tx.tenant} and o.enrolment_id = r."enrolmentId" and o.seq = r.seq
      and o.state = 'pending' and o.kind = 'call'`);
}
