import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A key to the API; only its digest is kept. */
export interface ApiToken {
  readonly id: string;
  readonly digest: string;
  readonly label: string;
  readonly role: string;
}

/** Keeps a token, in place of one with the same id. */
export async function putToken(
  tx: TenantTransaction,
  token: ApiToken,
  now: Instant,
): Promise<void> {
  await tx.run(sql`
    insert into api_tokens (tenant_id, id, digest, label, role, created_at)
    values (${tx.tenant}, ${token.id}, ${token.digest}, ${token.label}, ${token.role}, ${now})
    on conflict (tenant_id, id) do update set digest = excluded.digest, label = excluded.label,
      role = excluded.role`);
}

/** A tenant's tokens. */
export function listTokens(tx: TenantTransaction): Promise<readonly ApiToken[]> {
  return tx.rows(
    sql<ApiToken>`select id, digest, label, role from api_tokens where tenant_id = ${tx.tenant}`,
  );
}
