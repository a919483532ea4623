import type { Channel, Instant, MessageClass } from "@perennial/contract";
import type { LedgerOutcome, WaitingMessage } from "@perennial/lifecycle";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { commandId } from "./find-command.ts";

/** A message in the ledger, and which effect it was. */
export interface StoredSend {
  readonly enrolmentId: number;
  readonly seq: number;
  readonly customerId: string;
  readonly at: Instant;
  readonly channel: Channel;
  readonly class: MessageClass;
  readonly topic: string | null;
  readonly contactPoint: string;
  readonly program: string;
  readonly step: string;
  readonly occurrence: string | null;
  readonly outcome: LedgerOutcome;
}

const COLUMNS = sql`
  enrolment_id as "enrolmentId", seq, customer_id as "customerId", at, channel, class, topic,
  contact_point as "contactPoint", program, step, occurrence,
  case outcome when 'unknown' then 'unknown' else 'accepted' end as outcome`;

/** What to load of the ledger. */
export interface LedgerWanted {
  readonly customerIds: readonly string[];
  /** Customers' own messages from here on. */
  readonly since: Instant;
  /** In the form of `sameForm`. */
  readonly contactPoints: readonly string[];
  /** Anybody's messages to those addresses from here on. */
  readonly contactsSince: Instant;
}

/** Messages to customers, and to anybody at their addresses; what is both comes twice. */
export async function loadSends(
  tx: TenantTransaction,
  wanted: LedgerWanted,
): Promise<readonly StoredSend[]> {
  if (wanted.customerIds.length === 0) return [];
  return tx.rows(sql<StoredSend>`
    select ${COLUMNS} from sends
      where tenant_id = ${tx.tenant} and customer_id = any(${wanted.customerIds}::text[])
        and at >= ${wanted.since}
    union all
    select ${COLUMNS} from sends
      where tenant_id = ${tx.tenant} and contact_point = any(${wanted.contactPoints}::text[])
        and at >= ${wanted.contactsSince}`);
}

/** What a year's contact budget is judged by. */
export interface YearCounts {
  readonly customerId: string;
  readonly marketing: number;
  readonly purchases: number;
}

/**
 * Marketing messages and purchases of customers since a moment. Messages are told apart after they are found: by a
 * moment in the condition they would be looked for in the index of addresses, among all of the tenant's, wherever the
 * planner knows little of a young ledger.
 */
export async function countYear(
  tx: TenantTransaction,
  customerIds: readonly string[],
  since: Instant,
): Promise<ReadonlyMap<string, YearCounts>> {
  if (customerIds.length === 0) return new Map();
  const rows = await tx.rows(sql<YearCounts>`
    select c.id as "customerId",
      (select count(*) filter (where s.class = 'marketing' and s.at > ${since})::int from sends s
        where s.tenant_id = ${tx.tenant} and s.customer_id = c.id) as marketing,
      (select count(*)::int from purchases p where p.tenant_id = ${tx.tenant} and p.customer_id = c.id
        and p.at > ${since}) as purchases
    from unnest(${customerIds}::text[]) as c(id)`);
  return new Map(rows.map((row) => [row.customerId, row]));
}

/** A message of a customer's that is due and waits for a worker. */
export interface WaitingEffect {
  readonly customerId: string;
  readonly message: WaitingMessage;
}

/** Messages and calls to customers that are due: they compete for what the caps leave over. */
export async function loadWaiting(
  tx: TenantTransaction,
  customerIds: readonly string[],
  now: Instant,
): Promise<readonly WaitingEffect[]> {
  if (customerIds.length === 0) return [];
  const rows = await tx.rows(sql<
    Omit<WaitingMessage, "id" | "topic"> & {
      customerId: string;
      enrolmentId: number;
      seq: number;
      topic: string | null;
    }
  >`
    select o.customer_id as "customerId", o.enrolment_id as "enrolmentId", o.seq,
      o.effect ->> 'class' as class, coalesce(o.effect ->> 'channel', 'phone') as channel,
      o.effect ->> 'topic' as topic, (o.effect ->> 'priority')::int as priority,
      o.created_at as "createdAt", e.program
    from outbox o join enrolments e on e.tenant_id = o.tenant_id and e.id = o.enrolment_id
    where o.tenant_id = ${tx.tenant} and o.customer_id = any(${customerIds}::text[])
      and o.state = 'pending' and o.due_at <= ${now} and o.kind in ('message', 'call')`);
  return rows.map(({ customerId, enrolmentId, seq, topic, ...rest }) => ({
    customerId,
    message: {
      ...rest,
      id: commandId(tx.tenant, { enrolmentId, seq }),
      ...(topic !== null && { topic }),
    },
  }));
}
