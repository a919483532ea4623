import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import { asTenant, type TenantTransaction } from "../database/tenant-transaction.ts";

/** The number under which a browser is remembered that installs for a tenant which is not there yet. */
const NOBODY = 0;

/** A browser that was sent to a vendor. */
export interface PendingGrant {
  /** SHA-256 of the state it comes back with. */
  readonly digest: string;
  readonly connector: string;
  /** What only we know of it, sealed by the vault. */
  readonly sealed: string;
  readonly expiresAt: Instant;
}

/** Does something with the browsers sent for a tenant; for one that is not there yet where it is undefined. */
export function withPendingGrants<T>(
  db: Database,
  tenant: number | undefined,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  return asTenant(db, tenant ?? NOBODY, work);
}

/** Remembers a browser, and forgets those that did not come back in time. */
export async function addPendingGrant(
  tx: TenantTransaction,
  grant: PendingGrant,
  now: Instant,
): Promise<void> {
  await Promise.all([
    tx.run(sql`delete from pending_grants where tenant_id = ${tx.tenant} and expires_at <= ${now}`),
    tx.run(sql`
      insert into pending_grants (tenant_id, digest, connector, sealed, expires_at, owner)
      values (${tx.tenant}, ${grant.digest}, ${grant.connector}, ${grant.sealed}, ${grant.expiresAt},
        nullif(${tx.tenant}::int, ${NOBODY}::int))`),
  ]);
}

/** Takes a browser that is back: once, and in time. Nothing for any other. */
export async function takePendingGrant(
  tx: TenantTransaction,
  digest: string,
  now: Instant,
): Promise<PendingGrant | undefined> {
  const [taken] = await tx.rows(sql<PendingGrant>`
    delete from pending_grants where tenant_id = ${tx.tenant} and digest = ${digest}
    returning digest, connector, sealed, expires_at as "expiresAt"`);
  return taken && taken.expiresAt > now ? taken : undefined;
}
