import type { Redemption } from "@perennial/contract";
import { readVoucherCode } from "@perennial/lifecycle";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/**
 * Counts the use of vouchers that was told and not asked for, such as by a shop that takes codes itself: so what their
 * report says is what has happened. Codes that are none of ours are passed over, and the same use counts once.
 */
export async function countToldUses(
  tx: TenantTransaction,
  redemptions: readonly Redemption[],
): Promise<void> {
  const told = redemptions.flatMap(({ id, customerId, at, code: typed }) => {
    const code = typed === undefined ? undefined : readVoucherCode(typed);
    return code === undefined ? [] : [{ ref: id, customerId, at, code }];
  });
  if (told.length === 0) return;
  await tx.run(sql`
    with used as (
      insert into voucher_uses (tenant_id, code, ref, customer_id, at)
      select ${tx.tenant}, v.code, r.ref, r."customerId", r.at
      from json_to_recordset(${json(told)}::json) as r(ref text, "customerId" text, at timestamptz, code text)
      join vouchers v on v.tenant_id = ${tx.tenant} and v.code = r.code
      order by v.code, r.ref collate "C"
      on conflict do nothing returning code)
    update vouchers v set uses = v.uses + u.times from (select code, count(*)::int as times from used group by code) u
    where v.tenant_id = ${tx.tenant} and v.code = u.code`);
}
