import {
  durationParts,
  minorUnits,
  type PointsRules,
  purchaseTests,
  requiredFacts,
} from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import { compileSql } from "../condition/compile-sql.ts";
import { compileTest } from "../condition/compile-test.ts";
import { customerSource } from "../condition/source.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { ReviewRules } from "../review/review-rules.ts";
import { type ReviewScope, within } from "../review/review-scope.ts";

type Sql = RawBuilder<unknown>;

/** What points may be at most: the largest whole number that JavaScript can tell from its neighbours. */
const MOST = sql`9007199254740991`;

/**
 * Keeps the question for a purchase's entry a look-up by key. As a join it would be one of all a customer's purchases
 * with all of its entries, and some customers have ten thousand of each.
 */
const EACH = sql`offset 0`;

/**
 * Enters the points of all purchases in a scope that have none in the ledger yet, as `pointsEarner` has them (product.md,
 * 20): those of members, until the end of today. Doing it again enters nothing. Gives how many entries were made.
 */
export async function enterEarnings(
  tx: TenantTransaction,
  rules: ReviewRules,
  scope: ReviewScope,
): Promise<number> {
  const { plan, zone, currency, end, now, catalogue } = rules;
  const { points } = plan;
  if (!points) return 0;
  const here = sql`${tx.tenant}::int`;
  const members = plan.tiers?.members;
  const needs = members
    ? requiredFacts([members], catalogue, rules.today)
    : { renewal: false, standing: false };
  // The rate and the tests are reckoned for those alone that have no entry: on most nights, for hardly any.
  return tx.run(sql`
    insert into points_entries (tenant_id, customer_id, kind, ref, points, on_day, from_day, last_day, recorded_at)
    select ${here}, n.customer_id, case when n.points < 0 then 'return' else 'earn' end, n.id, n.points, n.on_day,
      case when n.points > 0 then ${later(points.pending)} end,
      case when n.points > 0 then greatest(${later(points.pending)}, ${later(points.life)}) end,
      ${now}::timestamptz
    from (
      select p.customer_id, p.id, ${pointsColumn(points, rules)} as points,
        (p.at at time zone ${zone}::text)::date as on_day
      from ${customerSource(needs)}
        join purchases p on p.tenant_id = c.tenant_id and p.customer_id = c.id
      where c.tenant_id = ${here} and ${within(scope, sql`c.id`)}
        and p.tenant_id = ${here} and ${within(scope, sql`p.customer_id`)}
        and p.at < ${end}::timestamptz and p.currency = ${currency}::text
        and ${members ? compileSql(members, catalogue, rules) : sql`true`}
        and not exists (
          select from points_entries e
          where e.tenant_id = ${here} and e.customer_id = p.customer_id and e.ref = p.id
            and e.kind = case when p.amount < 0 then 'return' else 'earn' end ${EACH})
      offset 0) n
    where n.points <> 0
    order by n.customer_id, n.id
    on conflict do nothing`);
}

/** A day of earning, a duration later. */
function later(duration: string): Sql {
  const { months, days } = durationParts(duration);
  return sql`(n.on_day + make_interval(months => ${months}::int, days => ${days}::int))::date`;
}

/** As `pointsFor`: whole major units times the rate and the multiple, rounded down, and taken by what was returned. */
function pointsColumn({ perUnit, multiply }: PointsRules, rules: ReviewRules): Sql {
  const { currency, catalogue } = rules;
  const lines = multiply.map(({ where, times }) => {
    const tests = purchaseTests(where, catalogue).map((test) => compileTest(test, rules));
    return sql`when ${sql.join(tests, sql` and `)} then ${String(times)}::numeric`;
  });
  const times = lines.length === 0 ? sql`1` : sql`case ${sql.join(lines, sql` `)} else 1 end`;
  const units = sql`(abs(p.amount) / ${minorUnits(currency)}::bigint)::numeric`;
  return sql`(sign(p.amount) * least(floor(${units} * ${String(perUnit)}::numeric * ${times}), ${MOST}))::bigint`;
}
