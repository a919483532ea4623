import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** An event that is to be sent to an endpoint now. */
export interface DueEvent {
  readonly id: number;
  readonly type: string;
  readonly at: Instant;
  readonly customerId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  /** Which attempt this is, of all there were, and of those since it was last asked for. */
  readonly attempt: number;
  readonly tries: number;
}

/** The active endpoints that have something due, with no pause to keep. */
export function findDueEndpoints(
  tx: TenantTransaction,
  now: Instant,
): Promise<readonly { readonly id: string }[]> {
  return tx.rows(sql<{ id: string }>`
    select p.id from endpoints p
    where p.tenant_id = ${tx.tenant} and p.state = 'active' and (p.resume_at is null or p.resume_at <= ${now})
      and exists (select from event_deliveries d
        where d.tenant_id = ${tx.tenant} and d.endpoint_id = p.id and d.due_at <= ${now})
    order by p.id`);
}

/** When an active endpoint has something due next, where it has. */
export async function nextEventAt(tx: TenantTransaction): Promise<Instant | null> {
  const [row] = await tx.rows(sql<{ at: Instant | null }>`
    select min(greatest(p.resume_at, d.due_at)) as at
    from endpoints p cross join lateral (
      select due_at from event_deliveries d
      where d.tenant_id = ${tx.tenant} and d.endpoint_id = p.id and d.due_at is not null
      order by d.due_at limit 1) d
    where p.tenant_id = ${tx.tenant} and p.state = 'active'`);
  return row?.at ?? null;
}

/** What is claimed, and until when whoever claims it counts as alive. */
export interface EventClaim {
  readonly endpoint: string;
  /** Whether an event waits for the one before about the same customer. */
  readonly ordered: boolean;
  readonly now: Instant;
  readonly leaseUntil: Instant;
  readonly limit: number;
}

/**
 * Claims what is due for an endpoint, earliest first. Whoever dies with a claim loses it with the lease, and the
 * event is sent again: a subscriber knows it by its id.
 */
export function claimEvents(
  tx: TenantTransaction,
  claim: EventClaim,
): Promise<readonly DueEvent[]> {
  const { endpoint, ordered, now, leaseUntil, limit } = claim;
  const inTurn = ordered
    ? sql`and (d.customer_id is null or not exists (select from event_deliveries b
        where b.tenant_id = ${tx.tenant} and b.endpoint_id = ${endpoint} and b.customer_id = d.customer_id
          and b.event_id < d.event_id and b.due_at is not null))`
    : sql``;
  return tx.rows(sql<DueEvent>`
    with due as (
      select d.event_id from event_deliveries d
      where d.tenant_id = ${tx.tenant} and d.endpoint_id = ${endpoint} and d.due_at <= ${now} ${inTurn}
      order by d.due_at, d.event_id limit ${limit} for update of d skip locked),
    claimed as (
      update event_deliveries d set due_at = ${leaseUntil}, attempts = d.attempts + 1, tries = d.tries + 1
      from due where d.tenant_id = ${tx.tenant} and d.endpoint_id = ${endpoint} and d.event_id = due.event_id
      returning d.event_id, d.attempts, d.tries)
    select e.id, e.type, e.at, e.customer_id as "customerId", e.data, c.attempts as attempt, c.tries
    from claimed c join events e on e.tenant_id = ${tx.tenant} and e.id = c.event_id
    order by e.id`);
}

/** What came of an attempt. */
export interface EventAttempt {
  readonly eventId: number;
  readonly attempt: number;
  readonly at: Instant;
  readonly status: number | null;
  readonly milliseconds: number;
  readonly problem: string | null;
  readonly answer: string | null;
  /** When to try again; none where it was taken or is given up. */
  readonly retryAt: Instant | null;
}

/** Writes down attempts and what follows from them. One whose claim was lost is written down and changes nothing. */
export async function saveAttempts(
  tx: TenantTransaction,
  endpoint: string,
  attempts: readonly EventAttempt[],
): Promise<void> {
  if (attempts.length === 0) return;
  await tx.run(sql`
    with told as (select r.* from json_to_recordset(${json(attempts)}::json) as r("eventId" bigint,
        attempt int, at timestamptz, status int, milliseconds int, problem text, answer text, "retryAt" timestamptz)
      join event_deliveries d on d.tenant_id = ${tx.tenant} and d.endpoint_id = ${endpoint} and d.event_id = r."eventId"),
    logged as (
      insert into event_attempts (tenant_id, endpoint_id, event_id, attempt, at, status, milliseconds, problem, answer)
      select ${tx.tenant}, ${endpoint}, "eventId", attempt, at, status, milliseconds, problem, answer from told
      on conflict do nothing)
    update event_deliveries d set due_at = r."retryAt",
      state = case when r.problem is null then 'delivered' when r."retryAt" is null then 'failed' else 'pending' end,
      settled_at = case when r."retryAt" is null then r.at end
    from told r
    where d.tenant_id = ${tx.tenant} and d.endpoint_id = ${endpoint} and d.event_id = r."eventId"
      and d.attempts = r.attempt`);
}

/** Which events of an endpoint to send again. */
export type Replay =
  | { readonly eventIds: readonly number[] }
  | { readonly from: Instant; readonly to: Instant }
  | { readonly failedSince: Instant };

/** Makes events due again, however they ended before, and says how many (crm/webhooks.md, 9.6). */
export function replayEvents(
  tx: TenantTransaction,
  endpoint: string,
  { replay, now }: { readonly replay: Replay; readonly now: Instant },
): Promise<number> {
  return tx.run(sql`
    update event_deliveries d set state = 'pending', due_at = ${now}, tries = 0, settled_at = null
    from events e
    where d.tenant_id = ${tx.tenant} and d.endpoint_id = ${endpoint} and d.due_at is null
      and e.tenant_id = ${tx.tenant} and e.id = d.event_id and ${chosen(replay)}`);
}

function chosen(replay: Replay) {
  if ("eventIds" in replay) return sql`d.event_id = any (${replay.eventIds}::bigint[])`;
  if ("from" in replay) return sql`e.at >= ${replay.from} and e.at < ${replay.to}`;
  return sql`d.state = 'failed' and e.at >= ${replay.failedSince}`;
}

/** Forgets events that happened before a moment, with all that is known of sending them; says how many. */
export function forgetEvents(tx: TenantTransaction, before: Instant): Promise<number> {
  return tx.run(sql`delete from events where tenant_id = ${tx.tenant} and at < ${before}`);
}
