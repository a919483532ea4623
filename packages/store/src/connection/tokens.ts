import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A connection's tokens, sealed; undefined before the first grant. */
export async function readTokens(
  tx: TenantTransaction,
  connectionId: string,
): Promise<string | undefined> {
  const [row] = await tx.rows(sql<{ sealed: string }>`
    select sealed from connection_tokens
    where tenant_id = ${tx.tenant} and connection_id = ${connectionId}`);
  return row?.sealed;
}

/** How long a lock is waited for and may be held, in milliseconds. */
export interface LockLimits {
  readonly wait: number;
  /** A holder silent for longer, in a process that hangs or a machine that is gone, loses its transaction. */
  readonly hold: number;
}

/**
 * Waits until no other transaction, of any process, renews a connection's tokens, and gives them as they stand
 * then. The lock ends with the transaction. Fails with PostgreSQL's 55P03 when it is not free in time.
 */
export async function lockTokens(
  tx: TenantTransaction,
  connectionId: string,
  limits: LockLimits,
): Promise<string | undefined> {
  await tx.rows(sql`
    select set_config('lock_timeout', ${`${limits.wait}ms`}, true),
           set_config('idle_in_transaction_session_timeout', ${`${limits.hold}ms`}, true)`);
  // An advisory lock, for before the first grant there is no row to lock.
  const name = `tokens/${tx.tenant}/${connectionId}`;
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
  // A statement of its own: it sees what the holder before has kept.
  return readTokens(tx, connectionId);
}

/** Keeps a connection's tokens, sealed, in place of those before. */
export async function saveTokens(
  tx: TenantTransaction,
  connectionId: string,
  kept: { readonly sealed: string; readonly at: Instant },
): Promise<void> {
  await tx.run(sql`
    insert into connection_tokens (tenant_id, connection_id, sealed, renewed_at)
    values (${tx.tenant}, ${connectionId}, ${kept.sealed}, ${kept.at})
    on conflict (tenant_id, connection_id) do update
      set sealed = excluded.sealed, renewed_at = excluded.renewed_at`);
}

/** Forgets a connection's tokens. */
export async function forgetTokens(tx: TenantTransaction, connectionId: string): Promise<void> {
  await tx.run(sql`
    delete from connection_tokens where tenant_id = ${tx.tenant} and connection_id = ${connectionId}`);
}
