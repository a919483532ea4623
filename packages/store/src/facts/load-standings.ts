import type { Standing } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { selectList } from "../record/record-table.ts";
import { STANDINGS } from "../record/tables.ts";

/** What is computed of customers, by customer: nothing of whom neither a standing nor a group is kept. */
export async function loadStandings(
  tx: TenantTransaction,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  if (customerIds.length === 0) return new Map();
  const rows = await tx.rows(sql<Record<string, unknown> & { id: string; groups: string[] | null }>`
    select k.id, g.groups, ${selectList(STANDINGS, "t")}
    from unnest(${[...customerIds]}::text[]) as k(id)
    left join standings t on t.tenant_id = ${tx.tenant} and t.customer_id = k.id
    left join lateral (
      select array_agg(m.group_id order by m.group_id) as groups from group_members m
      where m.tenant_id = ${tx.tenant} and m.customer_id = k.id) g on true
    where t.customer_id is not null or g.groups is not null`);
  return new Map(
    rows.map(({ id, groups, ...row }) => [
      id,
      { ...STANDINGS.parse(row), ...(groups && { groups }) },
    ]),
  );
}
