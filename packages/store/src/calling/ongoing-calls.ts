import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A call with a customer whose end has not been told. */
export interface CallOn {
  readonly customerId: string;
  readonly id: string;
  readonly startedAt: Instant;
}

/**
 * Calls of customers that began after a moment and that nobody has said are over. Asked after their rows are locked
 * (`lockCustomers`), it sees every call that was told before: `holdCustomers` waits for the same lock.
 */
export function readCallsOn(
  tx: TenantTransaction,
  customerIds: readonly string[],
  since: Instant,
): Promise<readonly CallOn[]> {
  if (customerIds.length === 0) return Promise.resolve([]);
  return tx.rows(sql<CallOn>`
    select customer_id as "customerId", id, started_at as "startedAt" from phone_calls
    where tenant_id = ${tx.tenant} and customer_id = any(${[...customerIds]}::text[]) and ended_at is null
      and started_at > ${since}`);
}

/**
 * Waits until nobody is about to send customers anything, and keeps others from it for this transaction: what is noted in
 * it is known to whoever judges a message to them after it. In the order of their ids, so that two never wait for each
 * other.
 */
export async function holdCustomers(
  tx: TenantTransaction,
  customerIds: readonly string[],
): Promise<void> {
  if (customerIds.length === 0) return;
  await tx.rows(sql`
    select id from customers where tenant_id = ${tx.tenant} and id = any(${[...customerIds]}::text[])
    order by id for no key update`);
}

/** Has what is held for customers for a reason looked at now instead of later; gives how much. */
export async function releaseHeldOf(
  tx: TenantTransaction,
  customerIds: readonly string[],
  { reason, now }: { readonly reason: string; readonly now: Instant },
): Promise<number> {
  if (customerIds.length === 0) return 0;
  return tx.run(sql`
    update outbox set due_at = ${now}
    where tenant_id = ${tx.tenant} and customer_id = any(${[...customerIds]}::text[]) and reason = ${reason}
      and due_at > ${now} and due_at is not null`);
}
