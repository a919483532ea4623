import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { listenAnew } from "../listen/listens.ts";

/** Pauses a connection by a person's word: nothing but another's lets it go on. Says whether that changed anything. */
export async function pauseConnection(
  tx: TenantTransaction,
  { id, by, problem }: { readonly id: string; readonly by: string; readonly problem: string },
): Promise<boolean> {
  const changed = await tx.run(sql`
    update connections set state = 'paused', problem = ${problem}, held = true, paused_by = ${by}
    where tenant_id = ${tx.tenant} and id = ${id} and state <> 'disconnected' and not held`);
  return changed > 0;
}

/** Lets a connection go on that stood still, and has it read at once. Says whether that changed anything. */
export async function resumeConnection(tx: TenantTransaction, id: string): Promise<boolean> {
  const changed = await tx.run(sql`
    update connections set state = 'active', problem = null, held = false, paused_by = null, resume_at = null, read_at = null
    where tenant_id = ${tx.tenant} and id = ${id} and state = 'paused'`);
  if (changed > 0) await listenAnew(tx, id);
  return changed > 0;
}
