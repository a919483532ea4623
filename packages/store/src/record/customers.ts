import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** The customers that have any of these addresses, by address. */
export async function customersByAddress(
  tx: TenantTransaction,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (addresses.length === 0) return new Map();
  const rows = await tx.rows(sql<{ id: string; address: string }>`
    select id, mobile as address from customers
      where tenant_id = ${tx.tenant} and mobile = any(${addresses}::text[]) and deleted_at is null
    union
    select id, email as address from customers
      where tenant_id = ${tx.tenant} and email = any(${addresses}::text[]) and deleted_at is null
    order by id`);
  const byAddress = Map.groupBy(rows, (row) => row.address);
  return new Map([...byAddress].map(([address, found]) => [address, found.map((row) => row.id)]));
}

/**
 * Notes whether a customer's pause was set here: then copies of the system of record that say nothing of a pause leave
 * it, until one has a pause, which shows that it knows of them. Takes the mark away before a pause is ended here.
 */
export async function markPausedHere(
  tx: TenantTransaction,
  customer: string,
  isPausedHere: boolean,
): Promise<void> {
  await tx.run(sql`
    update customers set paused_here = ${isPausedHere} where tenant_id = ${tx.tenant} and id = ${customer}`);
}

/** Notes that customers are gone from the system of record. */
export async function markDeleted(
  tx: TenantTransaction,
  ids: readonly string[],
  now: Instant,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.run(sql`
    update customers set deleted_at = ${now}
    where tenant_id = ${tx.tenant} and id = any(${ids}::text[]) and deleted_at is null`);
}
