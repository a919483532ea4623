import { voucherCode } from "@perennial/lifecycle";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { issueVouchers, redeemVoucher } from "../loyalty/vouchers.ts";
import { MONDAY } from "./test-database.ts";

/** What the code of a filled tenant's voucher is made of. */
export const SEED = new Uint8Array(16).fill(7);

/** The code of a filled tenant's voucher, which can be used again. */
export const CODE = voucherCode(SEED);

/** Puts something into the tables of points and vouchers. */
export async function fillLoyalty(tx: TenantTransaction, mark: string): Promise<void> {
  await tx.run(sql`
    insert into points_entries (tenant_id, customer_id, kind, ref, points, on_day, from_day, last_day, recorded_at)
    values (${tx.tenant}, 'c1', 'earn', ${mark}, 499, '2026-03-02', '2026-03-02', '2027-03-02', ${MONDAY})`);
  const days = { issuedOn: "2026-03-02", from: "2026-03-02" };
  await issueVouchers(tx, { ...days, offer: mark, batch: "spring", to: ["c1"] }, () => SEED);
  const use = { customerId: "c1", ref: mark, on: "2026-03-02", now: MONDAY };
  await redeemVoucher(tx, { code: CODE, ...use });
}
