import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Has everything that is held for a reason looked at now instead of later; gives how much. */
export function releaseHeld(tx: TenantTransaction, reason: string, now: Instant): Promise<number> {
  return tx.run(sql`
    update outbox set due_at = ${now}
    where tenant_id = ${tx.tenant} and reason = ${reason} and due_at > ${now} and due_at is not null`);
}

/** How much is held for a reason. */
export async function countHeld(tx: TenantTransaction, reason: string): Promise<number> {
  const [row] = await tx.rows(sql<{ count: number }>`
    select count(*)::int as count from outbox
    where tenant_id = ${tx.tenant} and reason = ${reason} and due_at is not null`);
  return row?.count ?? 0;
}
