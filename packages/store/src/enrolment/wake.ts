import type { Instant } from "@perennial/contract";
import type { Stimulus } from "@perennial/lifecycle";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Something that has happened to an enrolment. */
export interface NewStimulus {
  readonly enrolmentId: number;
  readonly stimulus: Stimulus;
}

/**
 * Tells enrolments what has happened to them, in order, and wakes them; those that have ended are told nothing, and
 * those that are put aside sleep on.
 * They are locked first: a worker that holds one now is waited for, and will be followed by one that sees what
 * is told here. Whoever settles rows holds them by the same lock already, and a stronger one would be written anew for
 * each of them; nothing refers to an enrolment's key.
 */
export async function wake(
  tx: TenantTransaction,
  stimuli: readonly NewStimulus[],
  now: Instant,
): Promise<void> {
  if (stimuli.length === 0) return;
  const ids = [...new Set(stimuli.map((each) => each.enrolmentId))];
  const locked = await tx.rows(sql<{ id: number }>`
    select id from enrolments
    where tenant_id = ${tx.tenant} and id = any(${ids}::bigint[]) and not ended
    order by id for no key update`);
  const running = new Set(locked.map((row) => row.id));
  const rows = stimuli
    .filter((each) => running.has(each.enrolmentId))
    .map((each) => ({ enrolment_id: each.enrolmentId, body: each.stimulus }));
  if (rows.length === 0) return;
  await tx.run(sql`
    with told as (
      insert into stimuli (tenant_id, enrolment_id, body)
      select ${tx.tenant}, r.enrolment_id, r.body
      from json_to_recordset(${json(rows)}::json) as r(enrolment_id bigint, body jsonb))
    update enrolments set wake_at = case when aside_at is null then least(wake_at, ${now}::timestamptz) end
    where tenant_id = ${tx.tenant} and id = any(${[...running]}::bigint[])`);
}
