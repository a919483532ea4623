import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { figuresOf, joined, joinedEachTime, withSources } from "./figures-of.ts";
import type { ReviewRules } from "./review-rules.ts";
import { type ReviewScope, within } from "./review-scope.ts";

/**
 * Computes the figures of everybody in a scope from their records, which are read once, and writes those that are new or
 * changed. Whoever has changed a standing since this statement began is left alone: it was computed from newer records.
 * Gives how many were written.
 */
export async function writeFigures(
  tx: TenantTransaction,
  rules: ReviewRules,
  scope: ReviewScope,
): Promise<number> {
  const { once, eachTime, figures } = figuresOf(rules, tx.tenant, scope);
  const names = Object.keys(figures);
  const columns = (alias: string) => sql.join(names.map((name) => sql.ref(`${alias}.${name}`)));
  const values = sql.join(Object.values(figures));
  const named = Object.entries(figures).map(([name, value]) => sql`${value} as ${sql.ref(name)}`);
  const here = sql`${tx.tenant}::int`;
  const today = sql`${rules.today}::date`;
  const [row] = await tx.rows(sql<{ written: number }>`
    with ${withSources(once)},
    fresh as materialized (
      select c.id, s.xmin as seen, ${sql.join(named)}
      from customers c ${sql.join(once.map(joined), sql` `)}
      left join standings s
        on s.tenant_id = ${here} and s.customer_id = c.id and ${within(scope, sql`s.customer_id`)}
      ${sql.join(eachTime.map(joinedEachTime), sql` `)}
      where c.tenant_id = ${here} and ${within(scope, sql`c.id`)} and c.deleted_at is null
        and (s.customer_id is null or (${columns("s")}) is distinct from (${values}))),
    added as (
      insert into standings (tenant_id, customer_id, as_of, ${sql.join(names.map((name) => sql.ref(name)))})
      select ${here}, n.id, ${today}, ${columns("n")} from fresh n where n.seen is null
      on conflict (tenant_id, customer_id) do nothing returning 1),
    changed as (
      update standings s set as_of = ${today},
        ${sql.join(names.map((name) => sql`${sql.ref(name)} = ${sql.ref(`n.${name}`)}`))}
      from fresh n
      where s.tenant_id = ${here} and s.customer_id = n.id and ${within(scope, sql`s.customer_id`)} and s.xmin = n.seen
      returning 1)
    select ((select count(*) from added) + (select count(*) from changed))::int as written`);
  return row?.written ?? 0;
}
