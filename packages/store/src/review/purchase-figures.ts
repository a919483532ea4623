import type { LocalDate } from "@perennial/contract";
import { flowLimits, windowAfter } from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import type { FigureSource } from "./figure-source.ts";
import { momentAfter, type ReviewRules } from "./review-rules.ts";
import { type ReviewScope, within } from "./review-scope.ts";
import { tierSums } from "./tier-sums.ts";

type Sql = RawBuilder<unknown>;

/** Bands are by value (D-14): a plan without value classes goes by what was bought for in a year. */
const DEFAULT_WINDOW = "P12M";
/** What a sum may be at most: the largest whole number that JavaScript can tell from its neighbours. */
const MOST = 2 ** 53 - 1;

/**
 * A sum of the money of purchases that fit, from `m`. Whole numbers up to 2^53 are added exactly, and several times as
 * fast as PostgreSQL adds a `bigint`.
 */
function sumOf(amount: Sql, fits: Sql): Sql {
  const sum = sql`coalesce(sum(${amount}) filter (where ${fits}), 0)`;
  return sql`greatest(least(${sum}, ${MOST}::double precision), ${-MOST}::double precision)::bigint`;
}

/**
 * The figures of purchases: what value, flow and tier follow from (D-13, M-07, V-01). All of a customer's purchases
 * until the end of the day are read once, in the order of the index on customer and time.
 */
export function purchaseFigures(
  rules: ReviewRules,
  tenant: number,
  scope: ReviewScope,
): FigureSource {
  const { zone, end, currency, plan } = rules;
  const tiers = tierSums(rules, tenant, scope);
  const sums: Readonly<Record<string, Sql>> = {
    ...trendSums(rules),
    ...valueSum(rules),
    ...tiers.sums,
  };
  const dateOf = (moment: Sql) => sql`(${moment} at time zone ${zone}::text)::date`;
  const selected = Object.entries(sums).map(([name, sum]) => sql`${sum} as ${sql.ref(name)}`);
  const zeros = Object.keys(sums).map(
    (name) => [name, sql`coalesce(${sql.ref(`f.${name}`)}, 0)`] as const,
  );
  const money = (column: Sql) =>
    sql`case when p.currency = ${currency}::text then ${column}::double precision else 0 end`;
  const margin =
    plan.valueClasses?.by === "margin" ? sql`, ${money(sql`p.margin`)} as margin` : sql``;
  return {
    alias: "f",
    // What every sum asks of a purchase is asked once: without the offset it would be asked for each of them.
    query: sql`
      select m.customer_id, (count(*) filter (where m.bought))::int as purchases,
        ${dateOf(sql`min(m.at) filter (where m.bought)`)} as first_purchase,
        ${dateOf(sql`max(m.at) filter (where m.bought)`)} as last_purchase,
        ${sql.join(selected)}
      from (select p.customer_id, p.at, p.amount >= 0 as bought, ${money(sql`p.amount`)} as amount ${margin}
        from purchases p
        where p.tenant_id = ${tenant} and ${within(scope, sql`p.customer_id`)} and p.at < ${end}::timestamptz
        order by p.customer_id, p.at offset 0) m ${tiers.join}
      group by m.customer_id`,
    figures: {
      purchases: sql`coalesce(f.purchases, 0)`,
      first_purchase: sql`f.first_purchase`,
      last_purchase: sql`f.last_purchase`,
      ...Object.fromEntries(zeros),
    },
  };
}

/** What a customer is worth by purchases; nothing where agreements decide. */
function valueSum({ plan, today, zone }: ReviewRules): Readonly<Record<string, Sql>> {
  const { by = "spend", within: length = DEFAULT_WINDOW } = plan.valueClasses ?? {};
  if (by === "agreements") return {};
  const since = momentAfter(windowAfter(length, today), zone);
  const amount = by === "margin" ? sql`m.margin` : sql`m.amount`;
  return { value: sumOf(amount, sql`m.at >= ${since}::timestamptz`) };
}

function trendSums({ flows, today, zone }: ReviewRules): Readonly<Record<string, Sql>> {
  const { trend, before } = flowLimits(flows, today);
  const isAfter = (date: LocalDate) => sql`m.at >= ${momentAfter(date, zone)}::timestamptz`;
  return {
    recent: sumOf(sql`m.amount`, isAfter(trend)),
    earlier: sumOf(sql`m.amount`, sql`${isAfter(before)} and not ${isAfter(trend)}`),
  };
}
