import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import { asSystem } from "../database/tenant-transaction.ts";

/** Since when the oldest of each has waited, of all tenants; nothing where none is due. */
export interface Lag {
  readonly enrolment: Instant | null;
  readonly effect: Instant | null;
  readonly delivery: Instant | null;
}

/**
 * Reads how far the loops are behind: the head of each tenant's queues, in one statement; no demo's. It sees
 * moments, and neither whose they are nor what is due.
 */
export async function readLag(db: Database, now: Instant): Promise<Lag> {
  const [lag] = await asSystem(db, (tx) =>
    tx.rows(sql<Lag>`
      select min(e.at) as enrolment, min(o.at) as effect, min(i.at) as delivery
      from tenants t
      left join lateral (select wake_at as at from enrolments where tenant_id = t.tenant_id and wake_at <= ${now}
        order by wake_at limit 1) e on true
      left join lateral (select due_at as at from outbox where tenant_id = t.tenant_id and due_at <= ${now}
        order by due_at limit 1) o on true
      left join lateral (select received_at as at from inbox where tenant_id = t.tenant_id and taken_at is null
        order by id limit 1) i on true
      where t.demo_now is null`),
  );
  return lag ?? { enrolment: null, effect: null, delivery: null };
}
