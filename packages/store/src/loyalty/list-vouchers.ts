import type { LocalDate, RecordId } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { type Page, type PageRequest, toPage } from "../reading/page.ts";

/** A voucher as it is kept. */
export interface StoredVoucher {
  readonly code: string;
  readonly offer: string;
  /** What it was issued for. */
  readonly batch: string;
  /** Whose it is; null for whoever has the code. */
  readonly customerId: RecordId | null;
  readonly issuedOn: LocalDate;
  readonly from: LocalDate;
  readonly until: LocalDate | null;
  /** How often it was used. */
  readonly uses: number;
  /** How often it can be used in all; null as often as one likes. */
  readonly usesMost: number | null;
  readonly usesEach: number | null;
}

/** The vouchers of a batch or of a customer, by their codes. */
export async function listVouchers(
  tx: TenantTransaction,
  query: PageRequest & {
    readonly batch?: string | undefined;
    readonly customer?: RecordId | undefined;
  },
): Promise<Page<StoredVoucher>> {
  const { after = "", limit, batch, customer } = query;
  const rows = await tx.rows(sql<StoredVoucher>`
    select v.code, v.offer, v.batch, v.customer_id as "customerId", v.issued_on as "issuedOn", v.from_day as "from",
      v.until_day as until, v.uses, v.uses_most as "usesMost", v.uses_each as "usesEach"
    from vouchers v where v.tenant_id = ${tx.tenant} and v.code > ${after}
      and ${batch === undefined ? sql`true` : sql`v.batch = ${batch}`}
      and ${customer === undefined ? sql`true` : sql`v.customer_id = ${customer}`}
    order by v.code limit ${limit + 1}`);
  return toPage(rows, limit, ({ code }) => code);
}
