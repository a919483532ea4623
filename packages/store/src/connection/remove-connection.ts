import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** What goes with a connection when it is removed, in rows. */
export interface RemovedWithConnection {
  /** Deliveries as they came in, worked off or not. */
  readonly deliveries: number;
  /** Of them: those that were not taken in yet. */
  readonly waiting: number;
  /** Notes of records that were left out. */
  readonly excluded: number;
}

/** Counts what would go with a connection. */
export async function countRemoved(
  tx: TenantTransaction,
  id: string,
): Promise<RemovedWithConnection> {
  const [row] = await tx.rows(sql<RemovedWithConnection>`
    select count(*) as deliveries, count(*) filter (where taken_at is null) as waiting,
      (select count(*) from exclusions where tenant_id = ${tx.tenant} and connection_id = ${id}) as excluded
    from inbox where tenant_id = ${tx.tenant} and connection_id = ${id}`);
  return row ?? { deliveries: 0, waiting: 0, excluded: 0 };
}

/**
 * Removes a connection with its settings, its tokens and what came in by it and was not needed any more: customers,
 * agreements and messages stay. Says whether there was one.
 */
export async function removeConnection(tx: TenantTransaction, id: string): Promise<boolean> {
  await tx.run(sql`delete from inbox where tenant_id = ${tx.tenant} and connection_id = ${id}`);
  const removed = await tx.run(
    sql`delete from connections where tenant_id = ${tx.tenant} and id = ${id}`,
  );
  return removed > 0;
}
