import type { LocalDate } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { addMoves, type Move } from "./migration-counts.ts";

/** Takes away the standings of customers that are not there any more, and counts where they were. */
export async function dropGone(
  tx: TenantTransaction,
  day: LocalDate,
  isBaseline: boolean,
): Promise<void> {
  const here = sql`${tx.tenant}::int`;
  const [row] = await tx.rows(sql<{ moves: readonly Move[] }>`
    with gone as (
      delete from standings s where s.tenant_id = ${here} and not exists (
        select from customers c where c.tenant_id = ${here} and c.id = s.customer_id and c.deleted_at is null)
      returning s.customer_id, s.flow, s.band),
    members as (
      delete from group_members m using gone g where m.tenant_id = ${here} and m.customer_id = g.customer_id
      returning m.group_id),
    moved as (
      select 'flow' as kind, flow as was from gone union all select 'band', band from gone
      union all select 'group', group_id from members)
    select coalesce(jsonb_agg(m), '[]') as moves from (
      select kind, was as "from", '' as "to", count(*)::int as customers from moved
      where was is not null group by kind, was) m`);
  if (!isBaseline) await addMoves(tx, day, row?.moves ?? []);
}

/** Counts the base at the end of a night by all that it is told apart by (D-14, M-05), its groups too (V-15). */
export async function countStandings(tx: TenantTransaction, day: LocalDate): Promise<number> {
  const here = sql`${tx.tenant}::int`;
  await tx.run(sql`delete from flow_counts where tenant_id = ${here} and on_day = ${day}::date`);
  await tx.run(sql`
    insert into flow_counts (tenant_id, on_day, kind, state, customers, value)
    select ${here}, ${day}::date, v.kind, v.state, sum(customers)::int, sum(value) from (
      select s.flow, s.band, c.value_class, c.tier, c.phase, c.segment, s.risk, count(*) as customers,
        sum(s.value) as value
      from customers c join standings s on s.tenant_id = ${here} and s.customer_id = c.id
      where c.tenant_id = ${here} and c.deleted_at is null group by 1, 2, 3, 4, 5, 6, 7) each
    cross join lateral (values ('flow', flow), ('band', band), ('class', value_class), ('tier', tier),
      ('phase', phase), ('segment', segment), ('risk', risk), ('all', 'all')) v(kind, state)
    where v.state is not null group by v.kind, v.state`);
  await tx.run(sql`delete from group_days where tenant_id = ${here} and on_day = ${day}::date`);
  await tx.run(sql`
    insert into group_days (tenant_id, on_day, group_id, members, value)
    select ${here}, ${day}::date, m.group_id, count(*)::int, coalesce(sum(s.value), 0) from group_members m
    left join standings s on s.tenant_id = ${here} and s.customer_id = m.customer_id
    where m.tenant_id = ${here} group by m.group_id`);
  const [all] = await tx.rows(sql<{ customers: number }>`
    select customers from flow_counts
    where tenant_id = ${here} and on_day = ${day}::date and kind = 'all'`);
  const customers = all?.customers ?? 0;
  await tx.run(sql`
    update reviews set customers = ${customers} where tenant_id = ${here} and night = ${day}::date`);
  return customers;
}
