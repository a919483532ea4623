import type { Duration, Instant } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** What is measured of a program, from a moment until before another. */
export interface MeasuredPeriod {
  readonly program: string;
  readonly from: Instant;
  readonly until: Instant;
}

/** Counts the cases that entered, met the goal or came to the end of all steps. */
export async function countCases(
  tx: TenantTransaction,
  what: "entered" | "goal-met" | "completed",
  { program, from, until }: MeasuredPeriod,
): Promise<number> {
  const ofProgram = sql`tenant_id = ${tx.tenant} and program = ${program}`;
  const within = (at: string) => sql`${sql.ref(at)} >= ${from} and ${sql.ref(at)} < ${until}`;
  const source = {
    entered: sql`count(*) from enrolments where ${ofProgram} and ${within("entered_at")}`,
    completed: sql`count(*) from enrolments
      where ${ofProgram} and ${within("ended_at")} and end_reason = 'completed'`,
    "goal-met": sql`count(distinct enrolment_id) from decisions
      where ${ofProgram} and ${within("at")} and kind = 'goal-met'`,
  }[what];
  const [row] = await tx.rows(sql<{ count: number }>`select ${source}`);
  return row?.count ?? 0;
}

/** A step's contacts, and the signal that is to follow them. */
export interface ShareWanted extends MeasuredPeriod {
  readonly step: string;
  readonly signal: string;
  /** Values that fields of the signal must have. */
  readonly where: Readonly<Record<string, unknown>>;
  readonly within: Duration;
}

/**
 * Counts a step's contacts that left, and those that the customer answered with the signal in time. Contacts whose time
 * is not over yet do not count. A report counts for the message it is about alone.
 */
export async function countFollowed(
  tx: TenantTransaction,
  { program, from, until, step, signal, where, within }: ShareWanted,
): Promise<{ readonly contacts: number; readonly followed: number }> {
  const commandId = sql`'t' || ${tx.tenant}::int || '-e' || o.enrolment_id || '-' || o.seq`;
  const [row] = await tx.rows(sql<{ contacts: number; followed: number }>`
    select count(*) as contacts, count(*) filter (where exists (
      select from signals s
      where s.tenant_id = ${tx.tenant} and s.customer_id = o.customer_id and s.type = ${signal}
        and s.at >= o.settled_at and s.at <= o.settled_at + ${within}::interval
        and s.body @> ${json(where)}::jsonb
        and coalesce(s.body ->> 'commandId', ${commandId}) = ${commandId})) as followed
    from outbox o join enrolments e on e.tenant_id = o.tenant_id and e.id = o.enrolment_id
    where o.tenant_id = ${tx.tenant} and e.program = ${program} and o.state = 'done'
      and o.effect ->> 'step' = ${step} and o.kind in ('message', 'call', 'task')
      and o.settled_at >= ${from} and o.settled_at + ${within}::interval < ${until}`);
  return row ?? { contacts: 0, followed: 0 };
}

/** The average number of days from entering until a step's contact left; nothing where none did. */
export async function averageDays(
  tx: TenantTransaction,
  { program, from, until, step }: MeasuredPeriod & { readonly step: string },
): Promise<number | null> {
  const [row] = await tx.rows(sql<{ days: number | null }>`
    select avg(extract(epoch from o.settled_at - e.entered_at) / 86400)::double precision as days
    from outbox o join enrolments e on e.tenant_id = o.tenant_id and e.id = o.enrolment_id
    where o.tenant_id = ${tx.tenant} and e.program = ${program} and o.state = 'done'
      and o.effect ->> 'step' = ${step} and o.kind in ('message', 'call', 'task')
      and o.settled_at >= ${from} and o.settled_at < ${until}`);
  return row?.days ?? null;
}
