import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Whether a customer could be locked, and when it went from the CRM, if it did. */
export interface LockedCustomer {
  readonly id: string;
  readonly locked: boolean;
  readonly deletedAt: Instant | null;
}

/**
 * Locks customers for judging messages to them, so that two workers never both spend what a cap leaves over.
 * Those that another worker holds are told as not locked.
 */
export async function lockCustomers(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LockedCustomer>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows(sql<LockedCustomer>`
    with locked as materialized (
      select id from customers where tenant_id = ${tx.tenant} and id = any(${ids}::text[])
      for no key update skip locked)
    select c.id, l.id is not null as locked, c.deleted_at as "deletedAt"
    from customers c left join locked l on l.id = c.id
    where c.tenant_id = ${tx.tenant} and c.id = any(${ids}::text[])`);
  return new Map(rows.map((row) => [row.id, row]));
}
