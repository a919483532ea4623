import { type Catalogue, requiredFacts, type VisitCriterion } from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import { compileSql } from "../condition/compile-sql.ts";
import type { AskedAt } from "../condition/compile-test.ts";
import { agreementsWithin } from "../condition/source.ts";

/**
 * Whether customer `c` meets a criterion: by one of its agreements where the criterion asks about one, or without where
 * there is none.
 */
export function criterionHolds(
  { when }: VisitCriterion,
  { catalogue, at }: { readonly catalogue: Catalogue; readonly at: AskedAt },
): RawBuilder<boolean> {
  const { agreement, renewal } = requiredFacts([when], catalogue, at.today);
  const condition = compileSql(when, catalogue, at);
  if (!agreement && !renewal) return condition;
  return sql<boolean>`(exists (select from ${agreementsWithin({ renewal })}
      where a.tenant_id = c.tenant_id and a.customer_id = c.id and ${condition})
    or (${condition} and not exists (select from agreements o where o.tenant_id = c.tenant_id and o.customer_id = c.id)))`;
}
