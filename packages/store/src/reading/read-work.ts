import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { exchangeHead } from "../work/exchange-head.ts";

/** What waits to be done for a tenant, and when. */
export interface WaitingWork {
  /** Whether deliveries wait to be taken apart. */
  readonly deliveries: boolean;
  /** When the next enrolment must be looked at. */
  readonly wake: Instant | null;
  /** When the next effect must be looked at. */
  readonly delivery: Instant | null;
  /** When the next record must be read anew, or the next permission or customer be written back. */
  readonly exchange: Instant | null;
  /** Whether changes of where customers stand wait to be told. */
  readonly changes: boolean;
}

/** Looks at the heads of the queues, in one statement that touches a row of each index. */
export async function readWork(tx: TenantTransaction): Promise<WaitingWork> {
  const [row] = await tx.rows(sql<WaitingWork>`
    select
      exists (select from inbox where tenant_id = ${tx.tenant} and taken_at is null) as deliveries,
      (select wake_at from enrolments where tenant_id = ${tx.tenant} and wake_at is not null
        order by wake_at limit 1) as wake,
      (select due_at from outbox where tenant_id = ${tx.tenant} and due_at is not null
        order by due_at limit 1) as delivery,
      ${exchangeHead(sql`${tx.tenant}`)} as exchange,
      (select id from standing_changes where tenant_id = ${tx.tenant} order by id limit 1) is not null as changes`);
  return row ?? { deliveries: false, wake: null, delivery: null, exchange: null, changes: false };
}
