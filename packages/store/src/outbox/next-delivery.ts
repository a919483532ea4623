import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** When the outbox must be looked at next; nothing while nothing waits in it. */
export async function nextDelivery(tx: TenantTransaction): Promise<Instant | undefined> {
  const [row] = await tx.rows(sql<{ at: Instant }>`
    select due_at as at from outbox where tenant_id = ${tx.tenant} and due_at is not null
    order by due_at limit 1`);
  return row?.at;
}
