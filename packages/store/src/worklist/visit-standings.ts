import { type Catalogue, requiredFacts, type VisitCriterion } from "@perennial/lifecycle";
import { sql } from "kysely";
import type { AskedAt } from "../condition/compile-test.ts";
import { customerSource } from "../condition/source.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { type ReviewScope, within } from "../review/review-scope.ts";
import { criterionHolds } from "./criterion-holds.ts";

/** Whom to look at, by which criteria. */
export interface VisitLook {
  readonly criteria: readonly VisitCriterion[];
  readonly catalogue: Catalogue;
  readonly at: AskedAt;
  readonly scope: ReviewScope;
}

/** A customer who meets criteria that were not met when it was last looked at. */
export interface NewlyDue {
  readonly id: string;
  /** The ids of those criteria. */
  readonly criteria: readonly string[];
}

/**
 * Notes which criteria customers meet, and gives those who have come to meet one more since they were last looked at
 * (B-06), by id.
 */
export async function noteVisits(
  tx: TenantTransaction,
  { criteria, catalogue, at, scope }: VisitLook,
): Promise<readonly NewlyDue[]> {
  const conditions = criteria.map(({ when }) => when);
  const { standing } = requiredFacts(conditions, catalogue, at.today);
  const met = criteria.map(
    (criterion) =>
      sql`case when ${criterionHolds(criterion, { catalogue, at })} then ${criterion.id}::text end`,
  );
  return tx.rows(sql<NewlyDue>`
    with met as materialized (
      select c.id, array_remove(array[${sql.join(met)}], null) as criteria
      from ${customerSource({ standing })} where c.tenant_id = ${tx.tenant} and ${within(scope, sql`c.id`)}),
    known as materialized (
      select customer_id as id, criteria from visit_standings
      where tenant_id = ${tx.tenant} and ${within(scope, sql`customer_id`)}),
    changed as materialized (
      select id, coalesce(met.criteria, '{}') as criteria, coalesce(known.criteria, '{}') as before
      from met full join known using (id)
      where coalesce(met.criteria, '{}') <> coalesce(known.criteria, '{}')),
    dropped as (
      delete from visit_standings s using changed c
      where s.tenant_id = ${tx.tenant} and s.customer_id = c.id and c.criteria = '{}'),
    noted as (
      insert into visit_standings (tenant_id, customer_id, criteria)
      select ${tx.tenant}, id, criteria from changed where criteria <> '{}'
      on conflict (tenant_id, customer_id) do update set criteria = excluded.criteria)
    select id, array(select unnest(criteria) except select unnest(before) order by 1) as criteria
    from changed where not criteria <@ before order by id`);
}
