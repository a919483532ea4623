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
  if (running.size === 0) return;
  const told = Map.groupBy(stimuli, (each) => each.enrolmentId);
  const rows = [...running].map((id) => ({
    id,
    news: told.get(id)?.map(({ stimulus }) => stimulus),
  }));
  await tx.run(sql`
    update enrolments e set news = coalesce(e.news, '[]') || r.news,
      wake_at = case when e.aside_at is null then least(e.wake_at, ${now}::timestamptz) end
    from json_to_recordset(${json(rows)}::json) as r(id bigint, news jsonb)
    where e.tenant_id = ${tx.tenant} and e.id = r.id`);
}
