import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Whether the tenant has versions of programs approved by somebody else than who edited them. */
export async function readRequireApproval(tx: TenantTransaction): Promise<boolean> {
  const [row] = await tx.rows(sql<{ required: boolean }>`
    select require_approval as required from tenants where tenant_id = ${tx.tenant}`);
  return row?.required ?? false;
}

/** Sets whether versions of programs are approved by somebody else. */
export async function setRequireApproval(tx: TenantTransaction, required: boolean): Promise<void> {
  await tx.run(
    sql`update tenants set require_approval = ${required} where tenant_id = ${tx.tenant}`,
  );
}
