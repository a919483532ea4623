import type { Decision } from "@perennial/lifecycle";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { publishing } from "../event/publish-events.ts";

/** A decision and whom it is about. */
export interface NewDecision extends Decision {
  readonly customerId: string;
  readonly program: string;
  readonly enrolmentId?: number;
}

/** Which decisions are told to subscribers, and as what. The rest are told by `GET /v1/decisions` alone. */
const EVENT_TYPE = sql`case kind
  when 'entered' then 'program.entered.v1' when 'goal-met' then 'program.goal_met.v1'
  when 'ended' then 'program.ended.v1' when 'failed' then 'message.failed.v1'
  when 'skipped' then 'message.skipped.v1' when 'refused' then 'message.skipped.v1'
  when 'sent' then case when evidence ->> 'channel' = 'phone' then null else 'message.sent.v1' end end`;

const ofProgram = sql`jsonb_build_object('customerId', "customerId", 'program', program, 'enrolmentId', "enrolmentId")`;
const EVENT_DATA = sql`${ofProgram} || case
  when kind in ('entered', 'goal-met') then jsonb_build_object('reason', reason)
  when kind = 'sent' then jsonb_build_object('step', step, 'channel', evidence ->> 'channel',
    'messageId', evidence ->> 'messageId')
  else jsonb_build_object('step', step, 'reason', reason) end`;

/** Keeps decisions, which are never changed, and tells subscribers of those that concern them. */
export async function addDecisions(
  tx: TenantTransaction,
  decisions: readonly NewDecision[],
): Promise<void> {
  if (decisions.length === 0) return;
  await tx.run(sql`
    with told as (select r.* from json_to_recordset(${json(decisions)}::json) as r(at timestamptz,
      "customerId" text, program text, "enrolmentId" bigint, step text, kind text, reason text, evidence jsonb)),
    kept as (
      insert into decisions (tenant_id, at, customer_id, program, enrolment_id, step, kind, reason, evidence)
      select ${tx.tenant}, at, "customerId", program, "enrolmentId", step, kind, reason, evidence from told)
    ${publishing(
      tx,
      sql`select ${EVENT_TYPE} as type, at, "customerId" as customer_id, ${EVENT_DATA} as data from told`,
    )}`);
}
