import type { Instant } from "@perennial/contract";
import type { Stimulus } from "@perennial/lifecycle";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Something that has happened to an enrolment. */
export interface NewStimulus {
  readonly enrolmentId: number;
  readonly stimulus: Stimulus;
}

/**
 * Tells enrolments what has happened to them, in order, and wakes them. The stimulus is written before the
 * enrolment is touched: a worker that holds it now will be followed by one that sees it.
 */
export async function wake(
  tx: TenantTransaction,
  stimuli: readonly NewStimulus[],
  now: Instant,
): Promise<void> {
  if (stimuli.length === 0) return;
  const rows = stimuli.map((each) => ({ enrolment_id: each.enrolmentId, body: each.stimulus }));
  await tx.run(sql`
    insert into stimuli (tenant_id, enrolment_id, body)
    select ${tx.tenant}, r.enrolment_id, r.body
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(enrolment_id bigint, body jsonb)`);
  const ids = [...new Set(stimuli.map((each) => each.enrolmentId))].sort((a, b) => a - b);
  await tx.run(sql`
    update enrolments set wake_at = least(wake_at, ${now}::timestamptz)
    where tenant_id = ${tx.tenant} and id in (
      select id from enrolments where tenant_id = ${tx.tenant} and id = any(${ids}::bigint[]) and not ended
      order by id for update)`);
}
