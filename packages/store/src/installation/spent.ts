import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Something that counts once, such as an invitation. */
export interface Spending {
  /** What it is known by, and cannot be told from. */
  readonly digest: string;
  /** When it no longer counts by itself. */
  readonly expiresAt: Instant;
}

/** Uses something that counts once, and forgets what has run out. Says whether it had not been used before. */
export async function spend(
  tx: TenantTransaction,
  { digest, expiresAt }: Spending,
  now: Instant,
): Promise<boolean> {
  await tx.run(sql`delete from spent where tenant_id = ${tx.tenant} and expires_at <= ${now}`);
  const fresh = await tx.run(sql`
    insert into spent (tenant_id, digest, expires_at) values (${tx.tenant}, ${digest}, ${expiresAt})
    on conflict (tenant_id, digest) do nothing`);
  return fresh > 0;
}

/** Whether something that counts once was used. */
export async function isSpent(tx: TenantTransaction, digest: string): Promise<boolean> {
  const rows = await tx.rows(sql<{ digest: string }>`
    select digest from spent where tenant_id = ${tx.tenant} and digest = ${digest}`);
  return rows.length > 0;
}
