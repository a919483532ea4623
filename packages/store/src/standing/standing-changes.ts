import type { StandingSignal } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A change that waits to be told. */
export interface WaitingChange {
  readonly id: number;
  readonly customerId: string;
  readonly signal: StandingSignal;
}

/** Puts changes in line to be told. */
export async function addChanges(
  tx: TenantTransaction,
  changes: readonly StandingSignal[],
): Promise<void> {
  if (changes.length === 0) return;
  await tx.run(sql`
    insert into standing_changes (tenant_id, customer_id, type, body, at)
    select ${tx.tenant}, body ->> 'customerId', body ->> 'type', body, (body ->> 'at')::timestamptz
    from jsonb_array_elements(${json(changes)}::jsonb) body`);
}

/**
 * Takes the oldest changes that wait and takes them away: what is told of them belongs into the same transaction. Others
 * that take at once are given others. A join with those that are taken would be planned for a tenth of all that wait,
 * and read all of them for every page.
 */
export async function takeChanges(
  tx: TenantTransaction,
  limit: number,
): Promise<readonly WaitingChange[]> {
  const taken = await tx.rows(sql<WaitingChange>`
    delete from standing_changes s
    where s.tenant_id = ${tx.tenant} and s.id = any(array(
      select id from standing_changes where tenant_id = ${tx.tenant}
      order by id limit ${limit}::int for update skip locked))
    returning s.id, s.customer_id as "customerId", s.body as signal`);
  return taken.toSorted((a, b) => a.id - b.id);
}

/** Whether changes wait to be told: asked for the oldest, which the key finds however many have been told since. */
export async function hasChanges(tx: TenantTransaction): Promise<boolean> {
  const [row] = await tx.rows(sql<{ some: boolean }>`
    select (select id from standing_changes where tenant_id = ${tx.tenant} order by id limit 1) is not null as some`);
  return row?.some ?? false;
}
