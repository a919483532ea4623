import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { SessionOrigin } from "./origin.ts";

/** A code that one session is begun with. */
export interface LaunchCode extends SessionOrigin {
  /** SHA-256 of it. */
  readonly digest: string;
  readonly expiresAt: Instant;
}

/** Keeps a code that begins one session. */
export async function addLaunchCode(tx: TenantTransaction, code: LaunchCode): Promise<void> {
  const { digest, personId, tokenId, connector, account, who, role, expiresAt } = code;
  await tx.run(sql`
    insert into launch_codes (tenant_id, digest, person_id, token_id, connector, account, who, role, expires_at)
    values (${tx.tenant}, ${digest}, ${personId}, ${tokenId}, ${connector}, ${account}, ${who}, ${role}, ${expiresAt})`);
}

/** Takes a code: once, and in time. Nothing for any other. */
export async function takeLaunchCode(
  tx: TenantTransaction,
  digest: string,
  now: Instant,
): Promise<LaunchCode | undefined> {
  const [taken] = await tx.rows(sql<LaunchCode>`
    delete from launch_codes where tenant_id = ${tx.tenant} and digest = ${digest}
    returning digest, person_id as "personId", token_id as "tokenId", connector, account, who, role,
      expires_at as "expiresAt"`);
  return taken && taken.expiresAt > now ? taken : undefined;
}

/** Makes the codes of a person worthless. */
export async function dropLaunchCodes(tx: TenantTransaction, personId: string): Promise<void> {
  await tx.run(sql`
    delete from launch_codes where tenant_id = ${tx.tenant} and person_id = ${personId}`);
}
