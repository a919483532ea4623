import type { Enrolment, Stimulus } from "@perennial/lifecycle";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** An enrolment as it is now, and what of its news it has not been advanced by. */
export interface AdvancedEnrolment {
  readonly enrolment: Enrolment;
  /** To be looked at when something new happens. @default none */
  readonly putBack?: readonly Stimulus[];
}

/** Writes enrolments as the core left them. They must have been locked in this transaction. */
export async function saveAdvanced(
  tx: TenantTransaction,
  advanced: readonly AdvancedEnrolment[],
): Promise<void> {
  if (advanced.length === 0) return;
  const rows = advanced.map(({ enrolment: each, putBack = [] }) => ({
    id: Number(each.id),
    step: each.step,
    stage: each.stage,
    timer_at: each.timerAt,
    effects: each.effects,
    variables: each.variables,
    ended_at: each.ended?.at,
    end_reason: each.ended?.reason,
    news: putBack.length === 0 ? undefined : putBack,
  }));
  await tx.run(sql`
    update enrolments e set step = r.step, stage = r.stage, timer_at = r.timer_at, wake_at = r.timer_at,
      downs = 0, effects = r.effects, variables = r.variables, ended = r.ended_at is not null,
      ended_at = r.ended_at, end_reason = r.end_reason, news = r.news
    from json_to_recordset(${json(rows)}::json) as r(id bigint, step text, stage text,
      timer_at timestamptz, effects int, variables jsonb, ended_at timestamptz, end_reason text, news jsonb)
    where e.tenant_id = ${tx.tenant} and e.id = r.id`);
}
