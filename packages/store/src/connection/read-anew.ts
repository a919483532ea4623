import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Has everything of a connection read from the beginning, at once and as a first load: nothing is started by it. */
export async function readAnew(tx: TenantTransaction, id: string): Promise<void> {
  await tx.run(sql`
    update connections set cursor = null, synced_at = null, load_began_at = null, load_total = null, read_at = null
    where tenant_id = ${tx.tenant} and id = ${id}`);
}
