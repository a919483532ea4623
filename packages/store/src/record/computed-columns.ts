import { type RawBuilder, sql } from "kysely";

/**
 * The columns of customers that the lifecycle plan in force may compute, by what must stand in a plan `p` for it: what it
 * computes is ours, and no copy of the system of record writes over it (V-04).
 */
export const COMPUTED_BY_PLAN: ReadonlyMap<string, RawBuilder<boolean>> = new Map([
  ["tier", sql<boolean>`p.plan ? 'tiers'`],
  ["phase", sql<boolean>`p.plan ? 'phases'`],
  ["value_class", sql<boolean>`p.plan ? 'valueClasses'`],
  ["segment", sql<boolean>`coalesce(jsonb_array_length(p.plan -> 'segments'), 0) > 0`],
]);

type Computed = ReadonlyMap<string, RawBuilder<boolean>>;

/** What a statement begins with to know which columns are computed: one row, or none without a plan. */
export function computedBy(tenant: number, computed: Computed): RawBuilder<unknown> {
  const columns = [...computed].map(([column, isThere]) => sql`${isThere} as ${sql.ref(column)}`);
  return sql`computed as materialized (
      select ${sql.join(columns)} from tenants t
      join lifecycle_plans p on p.tenant_id = t.tenant_id and p.version = t.plan_version
      where t.tenant_id = ${tenant})`;
}

/** A column's value: what is told, or what is held where the plan computes it. */
export function unlessComputed(
  computed: Computed,
  column: string,
  { told, held }: { readonly told: RawBuilder<unknown>; readonly held: RawBuilder<unknown> },
): RawBuilder<unknown> {
  if (!computed.has(column)) return told;
  return sql`case when (select ${sql.ref(column)} from computed) then ${held} else ${told} end`;
}
