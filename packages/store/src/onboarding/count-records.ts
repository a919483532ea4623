import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** How many records the mirror holds; none is counted beyond a hundred thousand. */
export interface RecordCounts {
  readonly customers: number;
  readonly agreements: number;
  readonly purchases: number;
}

/** Counting further says nothing more to whoever sets up. */
const MOST = 100_000;

/** Counts the records of the mirror, for who sets up. */
export async function countRecords(tx: TenantTransaction): Promise<RecordCounts> {
  const count = (table: string, and = sql``) => sql`(select count(*) from (
    select from ${sql.table(table)} t where t.tenant_id = ${tx.tenant} ${and} limit ${MOST}) k)`;
  const [row] = await tx.rows(sql<RecordCounts>`
    select ${count("customers", sql`and t.deleted_at is null`)} as customers,
      ${count("agreements")} as agreements, ${count("purchases")} as purchases`);
  return row ?? { customers: 0, agreements: 0, purchases: 0 };
}
