import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { ENROLMENT_COLUMNS, type StoredEnrolment } from "./stored-enrolment.ts";

/** Waits for enrolments that have not ended and locks them, in the order that `wake` does. */
export function lockRunning(
  tx: TenantTransaction,
  ids: readonly number[],
): Promise<readonly StoredEnrolment[]> {
  return tx.rows(sql<StoredEnrolment>`
    select ${ENROLMENT_COLUMNS} from enrolments e
    where e.tenant_id = ${tx.tenant} and e.id = any(${[...ids]}::bigint[]) and not e.ended
    order by e.id for update`);
}

/** Forgets what has happened to enrolments and was not looked at: they have ended. */
export async function forgetStimuli(
  tx: TenantTransaction,
  enrolmentIds: readonly number[],
): Promise<void> {
  if (enrolmentIds.length === 0) return;
  await tx.run(sql`
    delete from stimuli where tenant_id = ${tx.tenant} and enrolment_id = any(${[...enrolmentIds]}::bigint[])`);
}
