import type { Instant, LocalDate } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Calls that wait for a turn: by the words of the index on them. */
const WAITING = sql`o.kind = 'call' and o.state = 'pending' and o.reason = 'awaiting-agent'`;

/** How calls are paced. */
export interface CallPacing {
  /** How many calls the agents can make, as core/lifecycle reads it; nothing where calls are not paced. */
  readonly capacity: unknown;
  /** Whether a call waits whose next look has come. */
  readonly isDue: boolean;
}

/** How calls are paced, and whether turns are to be given out now. */
export async function readCallPacing(tx: TenantTransaction, now: Instant): Promise<CallPacing> {
  const [row] = await tx.rows(sql<CallPacing>`
    select t.agent_capacity as capacity, exists (select from outbox o
      where o.tenant_id = ${tx.tenant} and ${WAITING} and o.due_at <= ${now}) as "isDue"
    from tenants t where t.tenant_id = ${tx.tenant}`);
  return row ?? { capacity: null, isDue: false };
}

/** A call that waits for a turn, with what its place among the others follows from. */
export interface WaitingCall {
  readonly enrolmentId: number;
  readonly seq: number;
  readonly customerId: string;
  readonly agreementId: string | null;
  /** Whether it waits until its agreement ends, whatever `expiresAt` says. */
  readonly patient: boolean;
  readonly expiresAt: Instant | null;
  readonly agreementEnd: LocalDate | null;
  /** What the customer's agreement, or the customer, is worth in a year, in minor units. */
  readonly value: number;
  /** The probability that the customer leaves, 0 to 1. */
  readonly churn: number | null;
}

/**
 * Locks the calls that wait for a turn and have none today, whoever else gives out turns waiting until this transaction
 * is over. Those that a program is just taking back are left out.
 */
export async function lockWaitingCalls(
  tx: TenantTransaction,
  today: LocalDate,
): Promise<readonly WaitingCall[]> {
  await tx.rows(sql`select pg_advisory_xact_lock(hashtext('call_turns'), ${tx.tenant}::int)`);
  return tx.rows(sql<WaitingCall>`
    select o.enrolment_id as "enrolmentId", o.seq, o.customer_id as "customerId", e.agreement_id as "agreementId",
      coalesce((o.effect ->> 'patient')::boolean, false) as patient,
      (o.effect ->> 'expiresAt')::timestamptz as "expiresAt", a.ends_on as "agreementEnd",
      coalesce(a.yearly_value, s.value, 0)::float8 as value, s.churn
    from outbox o join enrolments e on e.tenant_id = ${tx.tenant} and e.id = o.enrolment_id
      left join agreements a on a.tenant_id = ${tx.tenant} and a.id = e.agreement_id
      left join standings s on s.tenant_id = ${tx.tenant} and s.customer_id = o.customer_id
    where o.tenant_id = ${tx.tenant} and ${WAITING} and o.call_day is distinct from ${today}::date
    for update of o skip locked`);
}

/** A day as far as its turns are asked about. */
export interface TurnDay {
  readonly today: LocalDate;
  /** When the day ends, in the tenant's zone. */
  readonly end: Instant;
}

/** How many of a day's turns are taken. What was not called after all has given its turn back. */
export async function countTurns(tx: TenantTransaction, { today, end }: TurnDay): Promise<number> {
  const [row] = await tx.rows(sql<{ count: number }>`
    select count(*)::int as count from outbox o
    where o.tenant_id = ${tx.tenant} and o.call_day = ${today}::date and o.call_turn is not null
      and o.state not in ('skipped', 'refused') and not (o.state = 'pending' and o.due_at >= ${end})`);
  return row?.count ?? 0;
}

/** What was decided of a call that waits. */
export interface CallTurn {
  readonly enrolmentId: number;
  readonly seq: number;
  /** Set where it was decided on today: it is called, or it is not and something else is done. */
  readonly day?: LocalDate;
  /** Which of the day's calls it is; nothing where no day has room for it. */
  readonly turn?: number;
  /** When it is looked at next. */
  readonly dueAt: Instant;
}

/** Gives out turns, in one statement. The calls must have been locked in this transaction. */
export async function giveTurns(tx: TenantTransaction, turns: readonly CallTurn[]): Promise<void> {
  if (turns.length === 0) return;
  await tx.run(sql`
    update outbox o set call_day = r.day, call_turn = r.turn, due_at = r."dueAt"
    from json_to_recordset(${json(turns)}::json) as r("enrolmentId" bigint, seq int, day date, turn int,
      "dueAt" timestamptz)
    where o.tenant_id = ${tx.tenant} and o.enrolment_id = r."enrolmentId" and o.seq = r.seq and ${WAITING}`);
}
