import type { Stimulus } from "@perennial/lifecycle";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { ENROLMENT_COLUMNS, type StoredEnrolment } from "./stored-enrolment.ts";

/** An enrolment that nobody else takes on before this transaction is over. */
export interface LockedEnrolment extends StoredEnrolment {
  /** What has happened to it and it has not been advanced by, in order. */
  readonly news: readonly Stimulus[];
}

/** Waits for enrolments that have not ended and locks them, in the order that `wake` does. */
export function lockRunning(
  tx: TenantTransaction,
  ids: readonly number[],
): Promise<readonly LockedEnrolment[]> {
  return tx.rows(sql<LockedEnrolment>`
    select ${ENROLMENT_COLUMNS}, coalesce(e.news, '[]') as news from enrolments e
    where e.tenant_id = ${tx.tenant} and e.id = any(${[...ids]}::bigint[]) and not e.ended
    order by e.id for update`);
}
