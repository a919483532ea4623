import type { Agreement, Instant, LocalDate } from "@perennial/contract";
import type { AgreementSpan } from "@perennial/lifecycle";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { selectList } from "../record/record-table.ts";
import { AGREEMENTS } from "../record/tables.ts";

/** An agreement of a customer's as far as it tells since when and until when they do business with the company. */
export interface CustomerSpan extends AgreementSpan {
  readonly customerId: string;
}

/** Whose and from when to when all the agreements of customers are, in no order: for thousands at a time. */
export async function spansOf(
  tx: TenantTransaction,
  customerIds: readonly string[],
): Promise<readonly CustomerSpan[]> {
  if (customerIds.length === 0) return [];
  const rows = await tx.rows(sql<{
    customerId: string;
    party: CustomerSpan["party"];
    start: LocalDate;
    end: LocalDate | null;
    cancelledAt: Instant | null;
  }>`
    select customer_id as "customerId", party, starts_on as start, ends_on as "end", cancelled_at as "cancelledAt"
    from agreements where tenant_id = ${tx.tenant} and customer_id = any(${customerIds}::text[])`);
  return rows.map(({ end, cancelledAt, ...row }) => ({
    ...row,
    ...(end !== null && { end }),
    ...(cancelledAt !== null && { cancelledAt }),
  }));
}

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
