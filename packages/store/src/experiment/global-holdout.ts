import type { LocalDate } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Per cent of customers that get no marketing of any program, by the plan in force (product.md, 23); 0 without a plan. */
export async function readGlobalHoldout(tx: TenantTransaction): Promise<number> {
  const [row] = await tx.rows(sql<{ share: number }>`
    select coalesce((p.plan ->> 'holdout')::double precision, 0) as share
    from tenants t join lifecycle_plans p on p.tenant_id = ${tx.tenant} and p.version = t.plan_version
    where t.tenant_id = ${tx.tenant}`);
  return row?.share ?? 0;
}

/** The next customers in the order of their ids that the company had before a moment; deleted ones are left out. */
export async function listCustomerIds(
  tx: TenantTransaction,
  { after, limit, before }: CustomerIdPage,
): Promise<readonly string[]> {
  const rows = await tx.rows(sql<{ id: string }>`
    select id from customers where tenant_id = ${tx.tenant} and id > ${after ?? ""}::text and deleted_at is null
      and coalesce(customer_since <= ${before}::date, true)
    order by id limit ${limit}`);
  return rows.map(({ id }) => id);
}

/** Which customers' ids are wanted. */
export interface CustomerIdPage {
  /** The last id of the page before. */
  readonly after: string | undefined;
  readonly limit: number;
  /** Customers since a later day are left out; those whose beginning is not known are not. */
  readonly before: LocalDate;
}
