import { type RawBuilder, sql } from "kysely";
import { churnAgreementSums } from "./churn-sums.ts";
import type { FigureSource } from "./figure-source.ts";
import type { ReviewRules } from "./review-rules.ts";
import { type ReviewScope, within } from "./review-scope.ts";

type Sql = RawBuilder<unknown>;

/**
 * The figures of own agreements that came into force, as `dateAgreements` and `runsOn` have them: how many run today,
 * what they are worth a year, when the first began and when the last was cancelled.
 */
export function agreementFigures(
  rules: ReviewRules,
  tenant: number,
  scope: ReviewScope,
): FigureSource {
  const { zone, today, currency, plan } = rules;
  const day = sql`${today}::date`;
  const dateOf = (moment: Sql) => sql`(${moment} at time zone ${zone}::text)::date`;
  const isCancelled = sql`a.status = 'cancelled'`;
  const cancelled = sql`coalesce(a.cancelled_at, case when ${isCancelled} then a.updated_at end)`;
  const stopped = sql`case when ${isCancelled} then coalesce(a.cancelled_at, a.updated_at)
    when a.status = 'ended' and a.ends_on is null then a.updated_at end`;
  const runs = sql`a.starts_on <= ${day} and coalesce(a.ends_on >= ${day}, true)
    and coalesce(a.stopped_on >= ${day}, true)`;
  const byAgreements = plan.valueClasses?.by === "agreements";
  const more = Object.entries(churnAgreementSums(rules, runs)).map(
    ([name, sum]) => sql`, ${sum} as ${sql.ref(name)}`,
  );
  return {
    alias: "g",
    query: sql`
      select a.customer_id, min(a.starts_on) as agreement_since,
        max(a.cancelled_on) filter (where a.cancelled_on <= ${day}) as cancelled_on,
        (count(*) filter (where ${runs}))::int as agreements,
        coalesce(sum(a.yearly_value) filter (where ${runs} and a.currency = ${currency}::text), 0)::bigint as value
        ${sql.join(more, sql``)}
      from (select a.customer_id, a.starts_on, a.ends_on, a.yearly_value, a.currency,
          ${dateOf(cancelled)} as cancelled_on, ${dateOf(stopped)} as stopped_on
        from agreements a
        where a.tenant_id = ${tenant} and ${within(scope, sql`a.customer_id`)} and a.party = 'own'
          and a.status <> 'ordered') a
      where coalesce(a.stopped_on >= a.starts_on, true)
      group by a.customer_id`,
    figures: {
      agreement_since: sql`g.agreement_since`,
      agreements: sql`coalesce(g.agreements, 0)`,
      cancelled_on: sql`g.cancelled_on`,
      ...(byAgreements && { value: sql`coalesce(g.value, 0)` }),
    },
  };
}
