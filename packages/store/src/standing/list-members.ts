import type { RecordId } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { type Page, type PageRequest, toPage } from "../reading/page.ts";

/** Who is meant: the members of one of the user's own groups, or the customers of a segment or a tier. */
export type MembersOf =
  | { readonly group: string }
  | { readonly segment: string }
  | { readonly tier: string };

/** The ids of those who are meant, in their order, page by page (V-14). */
export async function listMembers(
  tx: TenantTransaction,
  of: MembersOf & PageRequest,
): Promise<Page<RecordId>> {
  const { after = "", limit } = of;
  const rows = await tx.rows(sql<{ id: string }>`
    select c.id from customers c
    where c.tenant_id = ${tx.tenant} and c.deleted_at is null and c.id > ${after} and ${among(tx, of)}
    order by c.id limit ${limit + 1}`);
  return toPage(
    rows.map(({ id }) => id),
    limit,
    (id) => id,
  );
}

function among(tx: TenantTransaction, of: MembersOf): RawBuilder<unknown> {
  if ("segment" in of) return sql`c.segment = ${of.segment}`;
  if ("tier" in of) return sql`c.tier = ${of.tier}`;
  return sql`exists (select from group_members m
    where m.tenant_id = ${tx.tenant} and m.customer_id = c.id and m.group_id = ${of.group})`;
}
