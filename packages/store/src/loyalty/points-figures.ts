import {
  durationParts,
  periodBefore,
  qualificationPeriod,
  type TierRules,
} from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import type { FigureSource } from "../review/figure-source.ts";
import type { ReviewRules } from "../review/review-rules.ts";
import { type ReviewScope, within } from "../review/review-scope.ts";
import { wholeYears } from "../review/whole-months.ts";
import { pointsSums } from "./points-sums.ts";

type Sql = RawBuilder<unknown>;

/** What purchases gave and what takes it back, as `countsAsEarned` has it. */
const COUNTS = sql`e.kind in ('earn', 'return', 'reverse-earn')`;

/**
 * The figures of points: what can be spent, and, where tiers go by points, what was earned in the present period and what
 * counts for what is held, as `TierFigures` has them. Comes after `reviewPoints`.
 */
export function pointsFigures(
  rules: ReviewRules,
  tenant: number,
  scope: ReviewScope,
): FigureSource {
  const { plan, today } = rules;
  const { tiers } = plan;
  const periods = tiers?.basis === "points" ? periodsOf(rules, tiers) : undefined;
  const earned = (fits: Sql) =>
    sql`coalesce(sum(e.points) filter (where ${COUNTS} and ${fits}), 0)::double precision`;
  const sums: Readonly<Record<string, Sql>> = {
    points: pointsSums(today).available,
    ...(periods && { qualifying: earned(periods.present) }),
    ...(periods?.before && { qualified: earned(periods.before) }),
  };
  const selected = Object.entries(sums).map(([name, sum]) => sql`${sum} as ${sql.ref(name)}`);
  const figures = Object.keys(sums).map((name) => [
    name,
    sql`coalesce(${sql.ref(`pt.${name}`)}, 0)`,
  ]);
  return {
    alias: "pt",
    query: sql`
      select e.customer_id, ${sql.join(selected)}
      from points_entries e ${periods?.join(tenant, scope) ?? sql``}
      where e.tenant_id = ${tenant}::int and ${within(scope, sql`e.customer_id`)} and e.on_day <= ${today}::date
      group by e.customer_id`,
    figures: Object.fromEntries(figures),
  };
}

/** Which entries count in the present period, and which for what is held. */
interface Periods {
  readonly present: Sql;
  readonly before?: Sql;
  join(tenant: number, scope: ReviewScope): Sql;
}

const NO_JOIN = () => sql``;

function periodsOf(rules: ReviewRules, tiers: TierRules): Periods {
  const { today } = rules;
  const { qualification } = tiers;
  const { from } = qualificationPeriod(tiers, { today });
  switch (qualification.period) {
    case "ever":
      return { present: sql`true`, join: NO_JOIN };
    case "rolling": {
      const { months, days } = durationParts(qualification.length);
      const opens = sql`((h.tier_until + 1) - make_interval(months => ${months}::int, days => ${days}::int))::date`;
      return {
        present: sql`e.on_day >= ${from}::date`,
        before: sql`e.on_day > ${opens}`,
        join: (tenant, scope) => sql`left join standings h
          on h.tenant_id = ${tenant}::int and h.customer_id = e.customer_id and ${within(scope, sql`h.customer_id`)}`,
      };
    }
    case "calendar": {
      const last = periodBefore(tiers, { today });
      return {
        present: sql`e.on_day >= ${from}::date`,
        before: sql`e.on_day >= ${last?.from ?? from}::date and e.on_day < ${from}::date`,
        join: NO_JOIN,
      };
    }
    case "anniversary":
      return {
        present: sql`e.on_day >= y.present`,
        before: sql`e.on_day >= y.before and e.on_day < y.present`,
        join: (tenant, scope) => yearsJoin(rules, { tenant, scope }),
      };
  }
}

/** When each member's own years began; the day of joining as for figures of purchases. */
function yearsJoin(
  { today, zone, end }: ReviewRules,
  { tenant, scope }: { readonly tenant: number; readonly scope: ReviewScope },
): Sql {
  const passed = wholeYears(sql`j.joined`, today);
  const year = (count: Sql) => sql`(j.joined + make_interval(years => ${count}))::date`;
  return sql`join (
      select j.id, ${year(passed)} as present, ${year(sql`${passed} - 1`)} as before
      from (select c.id, coalesce(c.customer_since, (
            select (min(b.at) at time zone ${zone}::text)::date from purchases b
            where b.tenant_id = c.tenant_id and b.customer_id = c.id and b.amount >= 0
              and b.at < ${end}::timestamptz)) as joined
        from customers c where c.tenant_id = ${tenant}::int and ${within(scope, sql`c.id`)}) j) y
    on y.id = e.customer_id`;
}
