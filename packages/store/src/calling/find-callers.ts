import type { Instant } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { isOpenCall } from "../reading/is-open-call.ts";
import { type CallerRecords, type CallerRow, callerRecords } from "./caller-row.ts";
import { HAND_OVER_COLUMNS } from "./hand-overs.ts";
import { PROMISE_COLUMNS } from "./promises.ts";

/** Who is looked for: all that any of these may mean. */
export interface CallerClues {
  /** A number in E.164. */
  readonly phone?: string | undefined;
  /** What was entered: an id of a customer, of an agreement, or a former id, in capitals or small letters. */
  readonly entered?: string | undefined;
  /** The id of a customer, as it is. */
  readonly customer?: string | undefined;
}

/** How far back a caller is known. */
export interface CallerReach {
  readonly now: Instant;
  /** Offers and their use from here on. */
  readonly offersSince: Instant;
  /** Calls put on a list before this moment are forgotten. */
  readonly callsSince: Instant;
  /** Calls that began before this moment are over. */
  readonly onSince: Instant;
}

/** More than answer to one number: an exchange of a company whose people are all known. */
const MOST_CALLERS = 12;
/** As much of a history as tells who calls; of one who has bought ten thousand times the latest. */
const MOST_PURCHASES = 1_000;
const MOST_CONTACTS = 500;
const MOST_OTHERS = 200;

/** The ways in which an id that was typed may be kept: what is left of it on a keypad is digits. */
function spellingsOf(entered: string): readonly string[] {
  const typed = entered.trim();
  const plain = typed.replace(/[^\p{L}\p{N}]/gu, "");
  return [
    ...new Set([typed, typed.toUpperCase(), typed.toLowerCase(), plain, plain.toUpperCase()]),
  ];
}

/**
 * Finds everybody whom a number or an entered id may mean, with all that is known of them, in one query (L-01 to L-07).
 * They are candidates: which of them is meant, `identify` says. Companies come before people.
 */
export async function findCallers(
  tx: TenantTransaction,
  clues: CallerClues,
  reach: CallerReach,
): Promise<readonly CallerRecords[]> {
  const wanted = wantedBy(tx.tenant, clues);
  if (wanted === undefined) return [];
  return knownOf(tx, { wanted, most: MOST_CALLERS, reach });
}

/**
 * All that is known of customers, however many, as `findCallers` has it of each; those that are not known are left out.
 */
export async function readCallers(
  tx: TenantTransaction,
  customerIds: readonly string[],
  reach: CallerReach,
): Promise<readonly CallerRecords[]> {
  const ids = [...new Set(customerIds)];
  if (ids.length === 0) return [];
  const wanted = sql`select unnest(${ids}::text[]) as id`;
  return knownOf(tx, { wanted, most: ids.length, reach });
}

interface Wanted {
  /** A statement that gives ids. */
  readonly wanted: RawBuilder<unknown>;
  readonly most: number;
  readonly reach: CallerReach;
}

async function knownOf(
  tx: TenantTransaction,
  { wanted, most, reach }: Wanted,
): Promise<readonly CallerRecords[]> {
  const rows = await tx.rows(sql<CallerRow>`
    with wanted as materialized (${wanted}),
    found as materialized (
      select c.* from wanted w join customers c on c.tenant_id = ${tx.tenant} and c.id = w.id
      where c.deleted_at is null
      order by c.kind, c.id
      limit ${most})
    select to_json(c) as customer, ${recordsKnown(tx.tenant, reach)}, ${dealingsKnown(tx.tenant, reach)} from found c`);
  return rows.map(callerRecords);
}

/** The ids of those who may be meant; nothing where nothing is asked for. */
function wantedBy(tenant: number, { phone, entered, customer }: CallerClues) {
  const own = sql`c.tenant_id = ${tenant}`;
  const typed = sql`any(${entered === undefined ? [] : [...spellingsOf(entered)]}::text[])`;
  const parts = [
    ...(phone === undefined
      ? []
      : [
          sql`select c.id from customers c where ${own} and c.mobile = ${phone}`,
          sql`select c.id from customers c where ${own} and c.phone = ${phone}`,
        ]),
    ...(entered === undefined
      ? []
      : [
          sql`select c.id from customers c where ${own} and c.id = ${typed}`,
          sql`select c.customer_id as id from agreements c where ${own} and c.id = ${typed}`,
          sql`select c.into_id as id from merges c where ${own} and c.from_id = ${typed}`,
        ]),
    ...(customer === undefined ? [] : [sql`select ${customer}::text as id`]),
  ];
  return parts.length === 0 ? undefined : sql.join(parts, sql` union `);
}

/** The latest rows of a table that are about the customer `c`. */
function latest(
  tenant: number,
  { table, by, limit, where = sql`true` }: Latest,
): RawBuilder<unknown> {
  const order = sql.raw(`t.${by} desc`);
  return sql`(select json_agg(r) from (select t.* from ${sql.table(table)} t
    where t.tenant_id = ${tenant} and t.customer_id = c.id and ${where} order by ${order} limit ${limit}) r)`;
}

interface Latest {
  readonly table: string;
  readonly by: string;
  readonly limit: number;
  readonly where?: RawBuilder<unknown>;
}

function recordsKnown(tenant: number, { offersSince }: CallerReach): RawBuilder<unknown> {
  const used = sql`t.at >= ${offersSince}`;
  return sql`
    (select json_agg(m.from_id) from merges m where m.tenant_id = ${tenant} and m.into_id = c.id) as "formerIds",
    ${latest(tenant, { table: "agreements", by: "starts_on", limit: MOST_OTHERS })} as agreements,
    ${latest(tenant, { table: "interactions", by: "at", limit: MOST_CONTACTS })} as interactions,
    ${latest(tenant, { table: "purchases", by: "at", limit: MOST_PURCHASES })} as purchases,
    ${latest(tenant, { table: "redemptions", by: "at", limit: MOST_OTHERS, where: used })} as redemptions,
    (select to_json(s) from standings s where s.tenant_id = ${tenant} and s.customer_id = c.id) as standing,
    (select json_agg(g.group_id order by g.group_id) from group_members g
      where g.tenant_id = ${tenant} and g.customer_id = c.id) as groups,
    (select json_agg(json_build_object('customerId', k.customer_id, 'channel', k.channel, 'purpose', k.purpose,
        'topic', k.topic, 'at', k.at, 'state', k.state, 'source', k.source, 'legalBasis', k.legal_basis,
        'proof', k.proof) order by k.at, k.state)
      from consents k where k.tenant_id = ${tenant} and k.customer_id = c.id) as consents`;
}

function dealingsKnown(
  tenant: number,
  { now, offersSince, callsSince, onSince }: CallerReach,
): RawBuilder<unknown> {
  return sql`
    (select json_agg(json_build_object('id', e.id, 'program', e.program, 'programVersion', e.program_version,
        'agreementId', e.agreement_id, 'stage', e.stage, 'step', e.step, 'timerAt', e.timer_at,
        'enteredAt', e.entered_at) order by e.id)
      from enrolments e where e.tenant_id = ${tenant} and e.customer_id = c.id and not e.ended) as enrolments,
    (select json_agg(o) from (
      select e.variables ->> 'offer' as "offerId", min(s.at) as at, s.channel, e.program,
        e.program_version as "programVersion"
      from sends s join enrolments e on e.tenant_id = s.tenant_id and e.id = s.enrolment_id
      where s.tenant_id = ${tenant} and s.customer_id = c.id and s.at >= ${offersSince} and s.channel <> 'phone'
        and s.class = 'marketing'
        and e.variables ->> 'offer' is not null
      group by e.id, e.variables ->> 'offer', s.channel, e.program, e.program_version
      union all
      select p.opportunity ->> 'offer', p.started_at, 'phone', null, null
      from phone_calls p where p.tenant_id = ${tenant} and p.customer_id = c.id and p.started_at >= ${offersSince}
        and p.opportunity ->> 'offer' is not null) o) as offers,
    (select json_agg(r) from (select ${PROMISE_COLUMNS} from call_promises p
      where p.tenant_id = ${tenant} and p.customer_id = c.id and p.settled_at is null
      order by p.not_before limit ${MOST_OTHERS}) r) as promises,
    (select json_agg(r) from (select ${HAND_OVER_COLUMNS} from hand_overs h
      where h.tenant_id = ${tenant} and h.customer_id = c.id and h.taken_at is null
      order by h.id desc limit ${MOST_OTHERS}) r) as notes,
    (select json_agg(r) from (
      select o.enrolment_id as "enrolmentId", o.seq, o.command, o.settled_at as "listedAt" from outbox o
      where o.customer_id = c.id and ${isOpenCall(tenant, { now, since: callsSince })}
      order by (o.command ->> 'priority')::int desc limit ${MOST_OTHERS}) r) as "openCalls",
    (select json_agg(r) from (
      select p.customer_id as "customerId", p.id, p.started_at as "startedAt", p.agent from phone_calls p
      where p.tenant_id = ${tenant} and p.customer_id = c.id and p.ended_at is null and p.started_at > ${onSince}
      order by p.started_at desc limit ${MOST_OTHERS}) r) as "callsOn"`;
}
