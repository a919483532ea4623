import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Since when a customer is gone from the CRM; nothing for one who is there, or was never known. */
export async function readGoneSince(
  tx: TenantTransaction,
  customerId: string,
): Promise<Instant | undefined> {
  const [row] = await tx.rows(sql<{ at: Instant }>`
    select deleted_at as at from customers
    where tenant_id = ${tx.tenant} and id = ${customerId} and deleted_at is not null`);
  return row?.at;
}
