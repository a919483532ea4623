import { type ChurnFeature, ChurnRules } from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import { canBeLost } from "./churn-sums.ts";
import type { ReviewRules } from "./review-rules.ts";

type Sql = RawBuilder<unknown>;

/**
 * The probability is kept in steps of this size: it moves a little every day for everybody, and a night would write
 * the whole base (performance.md, "days-since values").
 */
const STEP = 0.05;

/** Each feature as `CHURN_FEATURE_OF` makes it, from the sums of purchases, agreements and contacts. */
function featuresOf({ today }: ReviewRules): Readonly<Record<ChurnFeature, Sql>> {
  const day = sql`${today}::date`;
  const number = (value: Sql) => sql`(${value})::double precision`;
  const silent = sql`coalesce(${day} - f.last_purchase, -1)`;
  const span = number(sql`f.last_purchase - f.first_purchase`);
  const days = sql`coalesce(k.churn_days, 0)`;
  const [recent, earlier] = [
    number(sql`greatest(coalesce(k.churn_recent, 0), 0)`),
    number(sql`greatest(coalesce(k.churn_earlier, 0), 0)`),
  ];
  const bought = number(sql`coalesce(k.churn_bought, 0)`);
  const began = sql`coalesce(c.customer_since, f.first_purchase, g.agreement_since)`;
  const left = sql`coalesce(g.churn_left, -1)`;
  return {
    silence: sql`least(${number(sql`greatest(${silent}, 0)`)} / 30.4375, 36)`,
    rhythm: sql`case when ${days} < 2 then 1
      when ${span} = 0 then 1 else least(${number(silent)} / (${span} / (${days} - 1)), 10) end`,
    once: sql`case when ${days} = 1 then 1 else 0 end`,
    frequency: sql`least(coalesce(k.churn_days_in_year, 0), 24)`,
    trend: sql`case when ${recent} + ${earlier} = 0 then 0
      else (${recent} - ${earlier}) / (${recent} + ${earlier}) end`,
    discounted: sql`case when ${bought} = 0 then 0 else ${number(sql`k.churn_discounted`)} / ${bought} end`,
    complaints: sql`least(coalesce(i.complaints, 0), 5)`,
    calls: sql`least(coalesce(i.calls, 0), 10)`,
    declined: sql`least(coalesce(i.declined, 0), 5)`,
    tenure: sql`case when ${began} <= ${day} then least(${number(sql`${day} - ${began}`)} / 365.25, 10) else 0 end`,
    ending: sql`case when ${left} < 0 then 0 else greatest(1 - ${number(left)} / 365.25, 0) end`,
    cancelled: sql`least(coalesce(g.churn_cancelled, 0), 5)`,
  };
}

/**
 * The probability of leaving and the risk it amounts to (M-17), from the same sums; both stand among the figures, and
 * whoever is not in the base has none in the end.
 */
export function churnFigureColumns(rules: ReviewRules): Readonly<Record<string, Sql>> {
  const { churn } = rules;
  if (!churn) return {};
  const features = featuresOf(rules);
  const terms = churn.weights.map(
    ({ feature, coefficient }) =>
      sql`${coefficient}::double precision * (${features[feature]})::double precision`,
  );
  const score = sql`(${sql.join([sql`${churn.constant}::double precision`, ...terms], sql` + `)})`;
  // Beyond these exp() has no number; the probability is 0 or 1 long before.
  const likely = sql`(1 / (1 + exp(-greatest(least(${score}, 700), -700))))`;
  const probability = sql`(case when ${canBeLost(rules, churn.horizon)} is true then ${likely} else 0 end)`;
  const { medium, high } = rules.plan.churn ?? ChurnRules.parse({});
  return {
    churn: sql`round((floor(${probability} / ${STEP}::double precision + 1e-9) * ${STEP}::double precision)::numeric, 2)::double precision`,
    leaning: sql`case when ${probability} >= ${high}::double precision then 'high'
      when ${probability} >= ${medium}::double precision then 'medium' else 'low' end`,
  };
}
