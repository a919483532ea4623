import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { type Page, type PageRequest, positionOf, toPage } from "./page.ts";

/** What came of telling an endpoint of an event. */
export interface StoredEventDelivery {
  readonly eventId: number;
  readonly type: string;
  readonly at: Instant;
  readonly customerId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly state: "pending" | "delivered" | "failed";
  readonly dueAt: Instant | null;
  readonly settledAt: Instant | null;
  readonly attempts: readonly {
    readonly attempt: number;
    readonly at: Instant;
    readonly status: number | null;
    readonly milliseconds: number;
    readonly problem: string | null;
    readonly answer: string | null;
  }[];
}

/** The delivery log of an endpoint, newest event first, each with every attempt. */
export async function listEventDeliveries(
  tx: TenantTransaction,
  endpoint: string,
  query: PageRequest & { readonly state?: string | undefined },
): Promise<Page<StoredEventDelivery>> {
  const { state, after, limit } = query;
  const before = positionOf(after, Number.MAX_SAFE_INTEGER);
  const rows = await tx.rows(sql<StoredEventDelivery>`
    select d.event_id as "eventId", e.type, e.at, e.customer_id as "customerId", e.data, d.state,
      d.due_at as "dueAt", d.settled_at as "settledAt", coalesce(t.attempts, '[]'::jsonb) as attempts
    from event_deliveries d join events e on e.tenant_id = ${tx.tenant} and e.id = d.event_id
    left join lateral (
      select jsonb_agg(jsonb_build_object('attempt', t.attempt, 'at', to_char(t.at at time zone 'UTC',
        'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'status', t.status, 'milliseconds', t.milliseconds, 'problem', t.problem,
        'answer', t.answer) order by t.attempt) as attempts
      from event_attempts t
      where t.tenant_id = ${tx.tenant} and t.endpoint_id = ${endpoint} and t.event_id = d.event_id) t on true
    where d.tenant_id = ${tx.tenant} and d.endpoint_id = ${endpoint} and d.event_id < ${before}
      and ${state === undefined ? sql`true` : sql`d.state = ${state}`}
    order by d.event_id desc limit ${limit + 1}`);
  return toPage(rows, limit, ({ eventId }) => eventId);
}
