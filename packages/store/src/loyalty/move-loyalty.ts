import type { RecordId } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/**
 * Gives the points and vouchers of merged-away customers to their survivors. Entries that both have under one name, such
 * as the first that ran out, keep apart by the name of who they came from.
 */
export async function mergeLoyalty(
  tx: TenantTransaction,
  merges: readonly { readonly from: RecordId; readonly into: RecordId }[],
): Promise<void> {
  if (merges.length === 0) return;
  const froms = merges.map(({ from }) => from);
  const survivors = json(Object.fromEntries(merges.map(({ from, into }) => [from, into])));
  const survivorOf = (id: RawBuilder<unknown>) => sql`(${survivors}::jsonb ->> ${id})`;
  const move = (table: string) =>
    tx.run(sql`
      update ${sql.table(table)} t set customer_id = ${survivorOf(sql`t.customer_id`)}
      where t.tenant_id = ${tx.tenant} and t.customer_id = any(${froms}::text[])`);
  await Promise.all([
    tx.run(sql`
      update points_entries e set customer_id = ${survivorOf(sql`e.customer_id`)},
        ref = case when e.kind in ('earn', 'return', 'reverse-earn') then e.ref else e.customer_id || ':' || e.ref end
      where e.tenant_id = ${tx.tenant} and e.customer_id = any(${froms}::text[])`),
    move("vouchers"),
    move("voucher_uses"),
  ]);
}

/** Forgets customers' points, vouchers and the use they made of any (GDPR, 17); that a voucher was used goes on counting. */
export async function eraseLoyalty(
  tx: TenantTransaction,
  customerIds: readonly RecordId[],
): Promise<void> {
  if (customerIds.length === 0) return;
  await Promise.all(
    ["points_entries", "vouchers", "voucher_uses"].map((table) =>
      tx.run(sql`
        delete from ${sql.table(table)}
        where tenant_id = ${tx.tenant} and customer_id = any(${[...customerIds]}::text[])`),
    ),
  );
}
