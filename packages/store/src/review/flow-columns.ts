import { flowLimits } from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import type { ReviewRules } from "./review-rules.ts";

/**
 * Where a customer is in the flow, as `flowStateOf` says it (D-13, D-16): the first line that fits, and nothing for one
 * that has neither bought nor had an agreement.
 */
export function flowColumn(rules: ReviewRules): RawBuilder<unknown> {
  const { flows, today } = rules;
  if (flows.basis === "agreements") {
    return sql`case when s.agreements > 0 then 'active' when s.agreement_since <= ${today}::date then 'lost' end`;
  }
  const limits = flowLimits(flows, today);
  // A change such as 33.3 per cent is no exact number in JavaScript: both sides count with the same one.
  const [more, less] = [100 + flows.change, 100 - flows.change];
  return sql`case
    when s.purchases = 0 or s.last_purchase is null then null
    when s.last_purchase <= ${limits.lost}::date then 'lost'
    when s.last_purchase <= ${limits.inactive}::date then 'inactive'
    when s.purchases = 1 then 'starter'
    when s.first_purchase > ${limits.before}::date or s.earlier <= 0 then 'active'
    when s.recent::double precision * 100 >= s.earlier::double precision * ${more}::double precision then 'growing'
    when s.recent::double precision * 100 <= s.earlier::double precision * ${less}::double precision then 'decreasing'
    else 'active' end`;
}

/** Whether a customer is one the company has: per cents of value classes and bands are of these. */
export function isInBase(flow: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`coalesce(${flow} <> 'lost', false)`;
}
