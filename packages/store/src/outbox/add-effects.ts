import type { Instant } from "@perennial/contract";
import type { Effect } from "@perennial/lifecycle";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { publishing } from "../event/publish-events.ts";

/** An effect to be performed. */
export interface NewEffect {
  readonly enrolmentId: number;
  readonly customerId: string;
  readonly effect: Effect;
  /** Why it is not to be performed after all: the program moved on in the same breath. */
  readonly withdrawn?: string;
}

/** Which effects are told to subscribers, and as what; a `webhook` step's type is the program's own. */
const EVENT_TYPE = sql`case when reason is not null then null when kind = 'task' then 'task.requested.v1'
  when kind = 'call' then 'call.requested.v1' when kind = 'webhook' then effect ->> 'type' end`;

const EVENT_DATA = sql`case when kind = 'webhook' then effect -> 'data' else jsonb_build_object(
    'customerId', customer_id, 'program', program, 'enrolmentId', enrolment_id, 'step', effect ->> 'step')
  || case when kind = 'task' then jsonb_build_object('assignee', effect ->> 'assignee') else '{}'::jsonb end end`;

/** Writes effects in the transaction that decided on them, due at once, and tells subscribers of them. */
export async function addEffects(
  tx: TenantTransaction,
  effects: readonly NewEffect[],
  now: Instant,
): Promise<void> {
  if (effects.length === 0) return;
  const rows = effects.map(({ enrolmentId, customerId, effect, withdrawn }) => ({
    enrolment_id: enrolmentId,
    seq: effect.seq,
    customer_id: customerId,
    kind: effect.kind,
    effect,
    reason: withdrawn,
  }));
  await tx.run(sql`
    with told as (select r.* from json_to_recordset(${json(rows)}::json) as r(enrolment_id bigint,
      seq int, customer_id text, kind text, effect jsonb, reason text)),
    kept as (
      insert into outbox (tenant_id, enrolment_id, seq, customer_id, kind, effect, created_at, state, due_at,
        settled_at, reason)
      select ${tx.tenant}, r.enrolment_id, r.seq, r.customer_id, r.kind, r.effect, ${now}::timestamptz,
        case when r.reason is null then 'pending' else 'skipped' end,
        case when r.reason is null then ${now}::timestamptz end,
        case when r.reason is not null then ${now}::timestamptz end, r.reason
      from told r)
    ${publishing(
      tx,
      sql`select ${EVENT_TYPE} as type, ${now}::timestamptz as at, customer_id, ${EVENT_DATA} as data
        from (select t.*, (select program from enrolments e
          where e.tenant_id = ${tx.tenant} and e.id = t.enrolment_id) from told t) t`,
    )}`);
}

/** An effect that was taken back. */
export interface WithdrawnEffect {
  readonly enrolmentId: number;
  readonly customerId: string;
  readonly step: string;
  readonly reason: string;
}

/**
 * Takes back messages and calls that nobody has claimed, except those marked `keep`, and gives which. What is
 * under way already is marked, so that it is not tried again should this attempt fail (A-04).
 */
export async function withdrawPending(
  tx: TenantTransaction,
  withdrawals: readonly { readonly enrolmentId: number; readonly reason: string }[],
  now: Instant,
): Promise<readonly WithdrawnEffect[]> {
  if (withdrawals.length === 0) return [];
  const rows = await tx.rows(sql<WithdrawnEffect & { state: string }>`
    update outbox o set withdrawn = r.reason,
      state = case when o.state = 'pending' then 'skipped' else o.state end,
      reason = case when o.state = 'pending' then r.reason else o.reason end,
      due_at = case when o.state = 'pending' then null else o.due_at end,
      settled_at = case when o.state = 'pending' then ${now}::timestamptz else o.settled_at end
    from json_to_recordset(${json(withdrawals)}::json) as r("enrolmentId" bigint, reason text)
    where o.tenant_id = ${tx.tenant} and o.enrolment_id = r."enrolmentId"
      and o.state in ('pending', 'claimed', 'unknown')
      and o.kind in ('message', 'call') and (o.effect ->> 'keep') = 'false'
    returning o.enrolment_id as "enrolmentId", o.customer_id as "customerId",
      o.effect ->> 'step' as step, r.reason, o.state`);
  return rows.flatMap(({ state, ...rest }) => (state === "skipped" ? [rest] : []));
}
