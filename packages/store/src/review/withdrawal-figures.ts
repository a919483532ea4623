import { sql } from "kysely";
import type { FigureSource } from "./figure-source.ts";
import type { ReviewRules } from "./review-rules.ts";
import { type ReviewScope, within } from "./review-scope.ts";

/** The latest day on which each customer of a scope withdrew a permission for marketing (M-18). */
export function withdrawalFigures(
  { zone, end }: ReviewRules,
  tenant: number,
  scope: ReviewScope,
): FigureSource {
  return {
    alias: "w",
    query: sql`
      select w.customer_id, (max(w.at) at time zone ${zone}::text)::date as withdrawn_on
      from consents w
      where w.tenant_id = ${tenant} and ${within(scope, sql`w.customer_id`)} and w.purpose = 'marketing'
        and w.state = 'withdrawn' and w.at < ${end}::timestamptz
      group by w.customer_id`,
    figures: { withdrawn_on: sql`w.withdrawn_on` },
  };
}
