import type { Instant } from "@perennial/contract";
import { asTenant, type Database, type Tenant } from "@perennial/store";
import { sql } from "kysely";

/** An effect as the outbox has it at the end. */
export interface LedgerEffect {
  readonly key: string;
  readonly commandId: string;
  readonly enrolmentId: number;
  readonly seq: number;
  readonly customerId: string;
  readonly kind: string;
  readonly step: string;
  readonly class: string | null;
  readonly keep: boolean;
  readonly state: string;
  readonly reason: string | null;
  readonly attempts: number;
  readonly resends: number;
  readonly program: string;
  /** Of a withdrawal: the number of the call. */
  readonly callSeq: number | null;
}

/** A customer's run through a program. */
export interface LedgerEnrolment {
  readonly id: number;
  readonly program: string;
  readonly customerId: string;
  readonly ended: boolean;
  readonly step: string | null;
  readonly wakeAt: Instant | null;
  readonly effects: number;
}

/** A decision, as far as it is counted. */
export interface LedgerDecision {
  readonly enrolmentId: number | null;
  readonly kind: string;
  readonly step: string | null;
}

/** What Perennial has in its books at the end of a life, read past all its code. */
export interface Ledger {
  readonly effects: readonly LedgerEffect[];
  readonly enrolments: readonly LedgerEnrolment[];
  readonly decisions: readonly LedgerDecision[];
  readonly inbox: readonly {
    readonly id: string;
    readonly taken: boolean;
    readonly problem: string | null;
  }[];
  readonly signals: ReadonlySet<string>;
  readonly agreements: ReadonlyMap<string, Instant>;
  readonly customers: ReadonlyMap<string, { readonly name: string; readonly updatedAt: Instant }>;
  readonly consents: number;
  readonly timeline: ReadonlySet<string>;
  /** What was sent, by the company's own ledger, as `enrolment/seq`. */
  readonly sends: ReadonlyMap<string, string>;
  readonly stimuli: number;
  readonly events: readonly {
    readonly id: number;
    readonly customerId: string | null;
    readonly state: string;
  }[];
}

/** Reads the books of a company. */
export function readLedger(db: Database, tenant: Tenant): Promise<Ledger> {
  return asTenant(db, tenant.id, async (tx) => {
    const id = tenant.id;
    const [effects, enrolments, decisions, inbox, signals, agreements] = await Promise.all([
      tx.rows(sql<LedgerEffect>`
        select o.enrolment_id || '/' || seq as key, 't' || o.tenant_id || '-e' || enrolment_id || '-' || seq as "commandId",
          enrolment_id as "enrolmentId", seq, o.customer_id as "customerId", kind, effect ->> 'step' as step,
          effect ->> 'class' as class, coalesce((effect ->> 'keep')::boolean, true) as keep, state, reason,
          attempts, resends, program, (effect ->> 'callSeq')::int as "callSeq"
        from outbox o join enrolments e on e.tenant_id = ${id} and e.id = o.enrolment_id
        where o.tenant_id = ${id} order by enrolment_id, seq`),
      tx.rows(sql<LedgerEnrolment>`
        select id, program, customer_id as "customerId", ended, step, wake_at as "wakeAt", effects
        from enrolments where tenant_id = ${id} order by id`),
      tx.rows(sql<LedgerDecision>`
        select enrolment_id as "enrolmentId", kind, step from decisions where tenant_id = ${id} order by id`),
      tx.rows(sql<Ledger["inbox"][number]>`
        select delivery_id as id, taken_at is not null as taken, problem from inbox where tenant_id = ${id}`),
      tx.rows(sql<{ id: string }>`select id from signals where tenant_id = ${id}`),
      tx.rows(sql<{ id: string; at: Instant }>`
        select id, updated_at as at from agreements where tenant_id = ${id}`),
    ]);
    const [customers, consents, timeline, sends, stimuli, events] = await Promise.all([
      tx.rows(sql<{ id: string; name: string; updatedAt: Instant }>`
        select id, name, updated_at as "updatedAt" from customers where tenant_id = ${id}`),
      tx.rows(sql<{ count: number }>`select count(*) from consents where tenant_id = ${id}`),
      tx.rows(sql<{ id: string }>`select id from interactions where tenant_id = ${id}`),
      tx.rows(sql<{ key: string; outcome: string }>`
        select enrolment_id || '/' || seq as key, outcome from sends where tenant_id = ${id}`),
      tx.rows(
        sql<{
          count: number;
        }>`select count(*) from enrolments where tenant_id = ${id} and news is not null`,
      ),
      tx.rows(sql<Ledger["events"][number]>`
        select event_id as id, customer_id as "customerId", state from event_deliveries
        where tenant_id = ${id} order by event_id`),
    ]);
    return {
      ...{ effects, enrolments, decisions, inbox, events },
      signals: new Set(signals.map((each) => each.id)),
      agreements: new Map(agreements.map((each) => [each.id, each.at])),
      customers: new Map(customers.map((each) => [each.id, each])),
      consents: consents[0]?.count ?? 0,
      timeline: new Set(timeline.map((each) => each.id)),
      sends: new Map(sends.map((each) => [each.key, each.outcome])),
      stimuli: stimuli[0]?.count ?? 0,
    };
  });
}
