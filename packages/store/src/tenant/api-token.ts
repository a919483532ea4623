import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A key to the API; only its digest is kept. */
export interface ApiToken {
  readonly id: string;
  readonly digest: string;
  readonly label: string;
  readonly role: string;
  /** Who made it. @default nobody: the server itself */
  readonly madeBy?: string;
}

/** A key to the API as it is listed. */
export interface StoredToken extends Omit<ApiToken, "digest" | "madeBy"> {
  readonly madeBy: string;
  readonly createdAt: Instant;
  /** To within some minutes; null where it was never used. */
  readonly lastUsedAt: Instant | null;
}

/** Keeps a token, in place of one with the same id. */
export async function putToken(
  tx: TenantTransaction,
  token: ApiToken,
  now: Instant,
): Promise<void> {
  const { id, digest, label, role, madeBy = "" } = token;
  await tx.run(sql`
    insert into api_tokens (tenant_id, id, digest, label, role, made_by, created_at)
    values (${tx.tenant}, ${id}, ${digest}, ${label}, ${role}, ${madeBy}, ${now})
    on conflict (tenant_id, id) do update set digest = excluded.digest, label = excluded.label,
      role = excluded.role`);
}

/** A tenant's tokens, the oldest first. */
export function listTokens(tx: TenantTransaction): Promise<readonly StoredToken[]> {
  return tx.rows(sql<StoredToken>`
    select id, label, role, made_by as "madeBy", created_at as "createdAt", last_used_at as "lastUsedAt"
    from api_tokens where tenant_id = ${tx.tenant} order by created_at, id`);
}

/** Takes a token away, with the sessions that were begun with it. */
export async function removeToken(tx: TenantTransaction, id: string): Promise<void> {
  await tx.run(sql`delete from api_tokens where tenant_id = ${tx.tenant} and id = ${id}`);
}

/** Notes that a token was used. */
export async function noteTokenUsed(tx: TenantTransaction, id: string, at: Instant): Promise<void> {
  await tx.run(sql`
    update api_tokens set last_used_at = ${at} where tenant_id = ${tx.tenant} and id = ${id}`);
}
