import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { ENROLMENT_COLUMNS, type StoredEnrolment } from "./stored-enrolment.ts";

/** The enrolments of customers that have not ended. */
export function findRunning(
  tx: TenantTransaction,
  customerIds: readonly string[],
): Promise<readonly StoredEnrolment[]> {
  return tx.rows(sql<StoredEnrolment>`
    select ${ENROLMENT_COLUMNS} from enrolments e
    where e.tenant_id = ${tx.tenant} and e.customer_id = any(${customerIds}::text[]) and not e.ended
    order by e.id`);
}

/** Enrolments by id, ended ones too. */
export async function findEnrolments(
  tx: TenantTransaction,
  ids: readonly number[],
): Promise<ReadonlyMap<number, StoredEnrolment>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows(sql<StoredEnrolment>`
    select ${ENROLMENT_COLUMNS} from enrolments e
    where e.tenant_id = ${tx.tenant} and e.id = any(${ids}::bigint[])`);
  return new Map(rows.map((row) => [row.id, row]));
}
