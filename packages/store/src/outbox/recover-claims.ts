import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/**
 * Turns everything that is claimed into unknown, due at once: for the start of a process that is the only
 * worker, so that whoever claimed it is gone. Gives how many there were (reliability.md, 7.2 rows 2 to 4).
 */
export function recoverClaims(tx: TenantTransaction, now: Instant): Promise<number> {
  return tx.run(sql`
    update outbox set state = 'unknown', token = null, due_at = ${now}
    where tenant_id = ${tx.tenant} and due_at is not null
      and (state = 'claimed' or (state = 'unknown' and token is not null))`);
}
