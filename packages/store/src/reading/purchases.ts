import type { Purchase } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { selectList } from "../record/record-table.ts";
import { PURCHASES } from "../record/tables.ts";
import { type Page, type PageRequest, positionOf, toPage } from "./page.ts";

/** What a customer bought, and returned, newest first; `after` is a position in it. */
export async function listPurchases(
  tx: TenantTransaction,
  { customer, after = "0", limit }: PageRequest & { readonly customer: string },
): Promise<Page<Purchase>> {
  const offset = positionOf(after);
  const rows = await tx.rows(sql<Record<string, unknown>>`
    select ${selectList(PURCHASES, "t")} from purchases t
    where t.tenant_id = ${tx.tenant} and t.customer_id = ${customer}
    order by t.at desc, t.id desc offset ${offset} limit ${limit + 1}`);
  return toPage(rows.map(PURCHASES.parse), limit, () => offset + limit);
}
