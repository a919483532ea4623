import type { Instant } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { mergeLoyalty } from "../loyalty/move-loyalty.ts";

/** Two records that were one and the same person; `into` is none that is merged away itself. */
export interface CustomerMerge {
  readonly from: string;
  readonly into: string;
}

/** What goes to the survivor as it is. */
const MOVED = [
  ...["agreements", "purchases", "interactions", "decisions", "sends"],
  ...["invitations", "referrals", "redemptions"],
  ...["phone_calls", "hand_overs", "call_promises"],
];
/** What is computed of a customer: the survivor's is computed anew from what now belongs to it. */
const COMPUTED = [
  "standings",
  "group_members",
  "standing_changes",
  "record_writes",
  "visit_standings",
];

/**
 * Gives the records of merged-away customers to their survivors: agreements, purchases, contacts, decisions, what is
 * asked of connectors, points and vouchers, and the ledger of messages. What is left of the merged-away is an empty record, newer than any
 * copy that may still come. A survivor that is not known yet begins as a copy. Enrolments and permissions are no part.
 */
export async function mergeRecords(
  tx: TenantTransaction,
  merges: readonly CustomerMerge[],
  now: Instant,
): Promise<void> {
  if (merges.length === 0) return;
  const moving = movingOf(merges);
  const { froms, survivorOf } = moving;
  await tx.run(sql`
    insert into customers select (jsonb_populate_record(null::customers,
      to_jsonb(c) || jsonb_build_object('id', ${survivorOf(sql`c.id`)}, 'deleted_at', null))).*
    from customers c where c.tenant_id = ${tx.tenant} and c.id = any(${froms}::text[]) and c.name <> ''
    on conflict (tenant_id, id) do nothing`);
  await freeOccurrences(tx, moving);
  const move = (table: string) =>
    tx.run(sql`
      update ${sql.table(table)} t set customer_id = ${survivorOf(sql`t.customer_id`)}
      where t.tenant_id = ${tx.tenant} and t.customer_id = any(${froms}::text[])`);
  const drop = (table: string) =>
    tx.run(sql`
      delete from ${sql.table(table)} where tenant_id = ${tx.tenant} and customer_id = any(${froms}::text[])`);
  await Promise.all([
    emptyCustomers(tx, froms, now),
    ...MOVED.map(move),
    mergeLoyalty(tx, merges),
    ...COMPUTED.map((table) => drop(table)),
    tx.run(sql`
      update referrals r set friend_id = ${survivorOf(sql`r.friend_id`)}
      where r.tenant_id = ${tx.tenant} and r.friend_id = any(${froms}::text[])`),
    moveEffects(tx, moving),
    moveConsentWrites(tx, moving),
    movePromiseWrites(tx, moving, now),
    moveConsidered(tx, moving),
  ]);
}

/** Who is merged away, and the survivor of an id that is. */
interface Moving {
  readonly froms: readonly string[];
  readonly survivorOf: (id: RawBuilder<unknown>) => RawBuilder<unknown>;
}

function movingOf(merges: readonly CustomerMerge[]): Moving {
  const byId = Object.fromEntries(merges.map(({ from, into }) => [from, into]));
  return {
    froms: merges.map(({ from }) => from),
    survivorOf: (id) => sql`(${json(byId)}::jsonb ->> ${id})`,
  };
}

async function emptyCustomers(
  tx: TenantTransaction,
  froms: readonly string[],
  now: Instant,
): Promise<void> {
  await tx.run(sql`
    update customers set name = '', first_name = null, last_name = null, email = null, mobile = null, phone = null,
      postal_address = null, attributes = '{}', deleted_at = ${now}, updated_at = greatest(updated_at, ${now})
    where tenant_id = ${tx.tenant} and id = any(${froms}::text[])`);
}

/** What both had once each, such as the month's club mail, stays in the ledger twice and keeps its place once. */
async function freeOccurrences(
  tx: TenantTransaction,
  { froms, survivorOf }: Moving,
): Promise<void> {
  await tx.run(sql`
    with own as materialized (
      select s.customer_id, s.enrolment_id, s.seq, s.occurrence, ${survivorOf(sql`s.customer_id`)} as into_id
      from sends s where s.tenant_id = ${tx.tenant} and s.customer_id = any(${froms}::text[])
        and s.occurrence is not null),
    second as (
      select o.customer_id, o.enrolment_id, o.seq from own o
      where exists (select from sends k where k.tenant_id = ${tx.tenant} and k.customer_id = o.into_id
          and k.occurrence = o.occurrence)
        or exists (select from own p where p.into_id = o.into_id and p.occurrence = o.occurrence
          and (p.customer_id, p.enrolment_id, p.seq) < (o.customer_id, o.enrolment_id, o.seq)))
    update sends s set occurrence = null from second
    where s.tenant_id = ${tx.tenant} and s.customer_id = second.customer_id and s.enrolment_id = second.enrolment_id
      and s.seq = second.seq`);
}

/**
 * Effects go where their customer goes. What certainly has not left is put together anew, to the survivor's address;
 * what may have left stays as it was sent.
 */
async function moveEffects(tx: TenantTransaction, { froms, survivorOf }: Moving): Promise<void> {
  const survivor = survivorOf(sql`o.customer_id`);
  await tx.run(sql`
    update outbox o set customer_id = ${survivor},
      command = case when o.state = 'pending' then null else o.command end,
      effect = case when o.state = 'pending' and o.effect ->> 'object' = 'customer'
          and o.effect ->> 'recordId' = o.customer_id
        then o.effect || jsonb_build_object('recordId', ${survivor}) else o.effect end
    where o.tenant_id = ${tx.tenant} and o.customer_id = any(${froms}::text[])`);
}

/** What waits to be written back of a permission that both have is the survivor's. */
async function moveConsentWrites(
  tx: TenantTransaction,
  { froms, survivorOf }: Moving,
): Promise<void> {
  const survivor = survivorOf(sql`w.customer_id`);
  await tx.run(sql`
    with gone as (
      delete from consent_writes w where w.tenant_id = ${tx.tenant} and w.customer_id = any(${froms}::text[])
      returning w.*, ${survivor} as into_id)
    insert into consent_writes (tenant_id, connection_id, customer_id, channel, purpose, topic, command, at, due_at,
      attempts, problem)
    select tenant_id, connection_id, into_id, channel, purpose, topic,
      command || jsonb_build_object('customerId', into_id), at, due_at, attempts, problem from gone
    on conflict do nothing`);
}

/** Whoever keeps a call list is told anew whom a promised call is with. */
async function movePromiseWrites(
  tx: TenantTransaction,
  { froms, survivorOf }: Moving,
  now: Instant,
): Promise<void> {
  await tx.run(sql`
    update promise_writes w set customer_id = ${survivorOf(sql`w.customer_id`)}, at = ${now}, due_at = ${now},
      asks = w.asks + 1, attempts = 0, problem = null
    where w.tenant_id = ${tx.tenant} and w.customer_id = any(${froms}::text[])`);
}

/** Programs about customers know them at their door by their id. */
async function moveConsidered(tx: TenantTransaction, { froms, survivorOf }: Moving): Promise<void> {
  await tx.run(sql`
    with gone as (
      delete from considered k using programs p
      where p.tenant_id = ${tx.tenant} and k.tenant_id = p.tenant_id and k.program = p.id
        and k.key = any(${froms}::text[])
      returning k.*)
    insert into considered (tenant_id, program, key, occurrence, at)
    select tenant_id, program, ${survivorOf(sql`gone.key`)}, occurrence, at from gone
    on conflict do nothing`);
}
