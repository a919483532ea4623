import type { Agreement } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { selectList } from "../record/record-table.ts";
import { AGREEMENTS } from "../record/tables.ts";

/** All the agreements of customers, in no order: what the business they do with the company amounts to. */
export async function agreementsOf(
  tx: TenantTransaction,
  customerIds: readonly string[],
): Promise<readonly Agreement[]> {
  if (customerIds.length === 0) return [];
  const rows = await tx.rows(sql<Record<string, unknown>>`
    select ${selectList(AGREEMENTS, "t")} from agreements t
    where t.tenant_id = ${tx.tenant} and t.customer_id = any(${customerIds}::text[])`);
  return rows.map(AGREEMENTS.parse);
}
