import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { PlaceCount } from "../review/read-counts.ts";

/** How many customers are in one place at this moment. */
export type PlaceNow = Omit<PlaceCount, "on">;

/** How the base is made up at this moment, by all that customers are told apart by (M-05, D-14). */
export function readBaseNow(tx: TenantTransaction): Promise<readonly PlaceNow[]> {
  return tx.rows(sql<PlaceNow>`
    select v.kind, v.state, sum(customers)::int as customers, sum(value)::double precision as value from (
      select s.flow, s.band, c.value_class, c.tier, c.phase, c.segment, s.risk, count(*) as customers,
        sum(s.value) as value
      from standings s join customers c on c.tenant_id = ${tx.tenant} and c.id = s.customer_id
      where s.tenant_id = ${tx.tenant} and c.deleted_at is null group by 1, 2, 3, 4, 5, 6, 7) each
    cross join lateral (values ('flow', flow), ('band', band), ('class', value_class), ('tier', tier),
      ('phase', phase), ('segment', segment), ('risk', risk), ('all', 'all')) v(kind, state)
    where v.state is not null group by v.kind, v.state order by v.kind, v.state`);
}

/** How many customers are in each state of the flow, and in each band, as the counted moves have left them. */
export function readFlowNow(
  tx: TenantTransaction,
): Promise<
  readonly { readonly kind: string; readonly state: string; readonly customers: number }[]
> {
  // Those who are gone are in it until the night that counts them as gone.
  return tx.rows(sql`
    select v.kind, v.state, sum(customers)::int as customers from (
      select s.flow, s.band, count(*) as customers from standings s where s.tenant_id = ${tx.tenant} group by 1, 2) each
    cross join lateral (values ('flow', flow), ('band', band)) v(kind, state)
    where v.state is not null group by v.kind, v.state order by v.kind, v.state`);
}

/** The customers of one class and segment. */
export interface MatrixCount {
  readonly valueClass: "gold" | "silver" | "bronze";
  /** Null for those that are in no segment. */
  readonly segment: string | null;
  readonly customers: number;
  /** What they are worth together by the value classes' window, in minor units. */
  readonly value: number;
  /** Of them, how many are likely to leave. */
  readonly highRisk: number;
}

/** How many customers each cell of class and segment has (M-07, M-08). */
export function readMatrix(tx: TenantTransaction): Promise<readonly MatrixCount[]> {
  return tx.rows(sql<MatrixCount>`
    select c.value_class as "valueClass", c.segment, count(*)::int as customers,
      coalesce(sum(s.value), 0)::double precision as value,
      (count(*) filter (where s.risk = 'high'))::int as "highRisk"
    from customers c left join standings s on s.tenant_id = ${tx.tenant} and s.customer_id = c.id
    where c.tenant_id = ${tx.tenant} and c.deleted_at is null and c.value_class is not null
    group by c.value_class, c.segment order by c.value_class, c.segment`);
}

/** How many are members of each of the user's own groups at this moment (V-14). */
export function readGroupsNow(
  tx: TenantTransaction,
): Promise<
  readonly { readonly groupId: string; readonly members: number; readonly value: number }[]
> {
  return tx.rows(sql`
    select m.group_id as "groupId", count(*)::int as members, coalesce(sum(s.value), 0)::double precision as value
    from group_members m left join standings s on s.tenant_id = ${tx.tenant} and s.customer_id = m.customer_id
    where m.tenant_id = ${tx.tenant} group by m.group_id order by m.group_id`);
}

/** How many customers there are. */
export async function countCustomers(tx: TenantTransaction): Promise<number> {
  const [row] = await tx.rows(sql<{ customers: number }>`
    select count(*)::int as customers from customers where tenant_id = ${tx.tenant} and deleted_at is null`);
  return row?.customers ?? 0;
}
