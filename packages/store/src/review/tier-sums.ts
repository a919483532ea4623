import type { LocalDate } from "@perennial/contract";
import {
  addDays,
  durationParts,
  periodBefore,
  qualificationPeriod,
  type TierRules,
} from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import type { FigureSource } from "./figure-source.ts";
import { momentAfter, type ReviewRules } from "./review-rules.ts";
import { type ReviewScope, within } from "./review-scope.ts";
import { wholeYears } from "./whole-months.ts";

type Sql = RawBuilder<unknown>;

/** What of purchases counts towards tiers, and what must be joined for it. */
export interface TierSums {
  readonly join: Sql;
  /** `qualifying` and `qualified`, as `TierFigures` has them. */
  readonly sums: Readonly<Record<string, Sql>>;
}

const NOTHING: TierSums = { join: sql``, sums: {} };

/** What counts towards tiers by purchases; nothing where points or months of membership do. */
export function tierSums(rules: ReviewRules, tenant: number, scope: ReviewScope): TierSums {
  const { tiers } = rules.plan;
  if (!tiers || tiers.basis === "points" || tiers.basis === "tenure") return NOTHING;
  const { join, present, before } = periodsOf(rules, tiers, { tenant, scope });
  const count = (fits: Sql) =>
    tiers.basis === "purchases"
      ? sql`(count(*) filter (where ${fits} and m.bought))::double precision`
      : sql`coalesce(sum(m.amount) filter (where ${fits}), 0)`;
  return {
    join,
    sums: { qualifying: count(present), ...(before && { qualified: count(before) }) },
  };
}

/** Which purchases count in the present period, and which for what is held. */
interface Periods {
  readonly join: Sql;
  readonly present: Sql;
  readonly before?: Sql;
}

interface Where {
  readonly tenant: number;
  readonly scope: ReviewScope;
}

function periodsOf(rules: ReviewRules, tiers: TierRules, where: Where): Periods {
  const { today, zone } = rules;
  const { qualification } = tiers;
  const isFrom = (date: LocalDate) => sql`m.at >= ${momentOf(date, zone)}::timestamptz`;
  switch (qualification.period) {
    case "ever":
      return { join: sql``, present: sql`true` };
    case "rolling": {
      const { from } = qualificationPeriod(tiers, { today });
      return { join: sql``, present: isFrom(from) };
    }
    case "calendar": {
      const { from } = qualificationPeriod(tiers, { today });
      const last = periodBefore(tiers, { today });
      const before = sql`${isFrom(last?.from ?? from)} and not ${isFrom(from)}`;
      return { join: sql``, present: isFrom(from), before };
    }
    case "anniversary": {
      const present = sql`m.at >= y.present`;
      return {
        join: yearsJoin(rules, where),
        present,
        before: sql`m.at >= y.before and not ${present}`,
      };
    }
  }
}

function momentOf(date: LocalDate, zone: string): string {
  return date <= "0001-01-02" ? "-infinity" : momentAfter(addDays(date, -1), zone);
}

/**
 * With a rolling period, what of a held tier's purchases will still count on the first day after its last certain one:
 * asked for each member that has such a day, and nobody else.
 */
export function heldSums({
  plan,
  zone,
  today,
  end,
  currency,
}: ReviewRules): readonly FigureSource[] {
  const { tiers } = plan;
  if (tiers?.qualification.period !== "rolling") return [];
  if (tiers.basis === "points" || tiers.basis === "tenure") return [];
  const { months, days } = durationParts(tiers.qualification.length);
  const opens = sql`((s.tier_until + 1) - make_interval(months => ${months}::int, days => ${days}::int))::date + 1`;
  const counted =
    tiers.basis === "purchases"
      ? sql`count(*) filter (where p.amount >= 0)`
      : sql`coalesce(sum(p.amount) filter (where p.currency = ${currency}::text), 0)`;
  return [
    {
      alias: "h",
      eachTime: true,
      query: sql`
        select ${counted}::double precision as qualified from purchases p
        where p.tenant_id = c.tenant_id and p.customer_id = c.id and s.tier_until >= ${today}::date
          and p.at >= ((${opens})::timestamp at time zone ${zone}::text) and p.at < ${end}::timestamptz`,
      figures: { qualified: sql`coalesce(h.qualified, 0)` },
    },
  ];
}

/** When each member's own years began: the present one, and the one before, counted from the day of joining. */
function yearsJoin({ today, zone, end }: ReviewRules, { tenant, scope }: Where): Sql {
  const passed = wholeYears(sql`j.joined`, today);
  const year = (count: Sql) =>
    sql`((j.joined + make_interval(years => ${count}))::date::timestamp at time zone ${zone}::text)`;
  return sql`join (
      select j.id, ${year(passed)} as present, ${year(sql`${passed} - 1`)} as before
      from (select c.id, coalesce(c.customer_since, (
            select (min(b.at) at time zone ${zone}::text)::date from purchases b
            where b.tenant_id = c.tenant_id and b.customer_id = c.id and b.amount >= 0
              and b.at < ${end}::timestamptz)) as joined
        from customers c where c.tenant_id = ${tenant} and ${within(scope, sql`c.id`)}) j) y
    on y.id = m.customer_id`;
}
