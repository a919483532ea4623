import { addToDate, durationParts, type TierRules, yearPeriod } from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import { compileSql } from "../condition/compile-sql.ts";
import { beganColumn } from "./began-column.ts";
import { later } from "./phase-columns.ts";
import type { ReviewRules } from "./review-rules.ts";
import { wholeMonths, wholeYears } from "./whole-months.ts";

type Sql = RawBuilder<unknown>;
type Columns = Readonly<Record<string, Sql>>;

/** The day from which a member's own years and months are counted. */
const JOINED = beganColumn();

/**
 * What becomes of a member's tier, as `reviewTier` says it, in steps that build on each other: where the figures place
 * the member, what happens to the tier, what it is then, and what that means for its dates and for what remains.
 */
export function tierSteps(rules: ReviewRules): readonly Columns[] {
  const { tiers } = rules.plan;
  if (!tiers) return [];
  return [
    ...placing(rules, tiers),
    { t_verdict: verdict(rules, tiers) },
    { t_rank: rankAfter(tiers) },
    dates(rules, tiers),
    remains(rules, tiers),
  ];
}

/** The number of the highest tier that a figure is enough for, from 0. */
function rankFor(figure: Sql, { tiers }: TierRules): Sql {
  const lines = tiers
    .map(({ from }, rank) => sql`when ${figure} >= ${from}::double precision then ${rank}::int`)
    .slice(1)
    .reverse();
  return lines.length === 0 ? sql`0` : sql`case ${sql.join(lines, sql` `)} else 0 end`;
}

/** The number of a tier by its id; null for one that the plan does not have. */
function rankOf(id: Sql, { tiers }: TierRules): Sql {
  const lines = tiers.map((tier, rank) => sql`when ${tier.id}::text then ${rank}::int`);
  return sql`case ${id} ${sql.join(lines, sql` `)} end`;
}

/** What a tier has, by its number; null for a number without a tier. */
function ofTier(
  rank: Sql,
  { tiers }: TierRules,
  value: (tier: TierRules["tiers"][number]) => Sql,
): Sql {
  const lines = tiers.map((tier, index) => sql`when ${index}::int then ${value(tier)}`);
  return sql`case ${rank} ${sql.join(lines, sql` `)} end`;
}

const idOf = (rank: Sql, tiers: TierRules) => ofTier(rank, tiers, ({ id }) => sql`${id}::text`);
const fromOf = (rank: Sql, tiers: TierRules) =>
  ofTier(rank, tiers, ({ from }) => sql`${from}::double precision`);

/** The kind of periods: years of the club, years of the member, a length, or none. */
function periodKind({ basis, qualification }: TierRules) {
  return basis === "tenure" ? "tenure" : qualification.period;
}

function placing(rules: ReviewRules, tiers: TierRules): readonly Columns[] {
  const { today } = rules;
  const kind = periodKind(tiers);
  const isByTenure = kind === "tenure";
  const tenure = sql`(case when ${JOINED} <= ${today}::date then ${wholeMonths(JOINED, today)} else 0 end)::double precision`;
  const figure = isByTenure ? sql`c.t_figure` : sql`coalesce(s.qualifying, 0)`;
  const now = rankFor(figure, tiers);
  const before = rankFor(sql`coalesce(s.qualified, 0)`, tiers);
  const hasYears = kind === "calendar" ? sql`true` : sql`${JOINED} is not null`;
  const isByYears = kind === "calendar" || kind === "anniversary";
  const earned = isByYears
    ? sql`greatest(${now}, case when ${hasYears} then ${before} else 0 end)`
    : now;
  return [
    // A step of its own: months are counted at length, and each tier asks for them.
    ...(isByTenure ? [{ t_figure: tenure }] : []),
    {
      t_member: tiers.members ? compileSql(tiers.members, rules.catalogue, rules) : sql`true`,
      ...(!isByTenure && { t_figure: figure }),
      t_old: rankOf(sql`c.tier`, tiers),
      t_now: now,
      t_earned: earned,
      t_override: sql`case when coalesce(s.override_until >= ${today}::date, true)
      then ${rankOf(sql`s.override_tier`, tiers)} end`,
    },
  ];
}

/** What happens to the tier: the first line that fits. */
function verdict({ today }: ReviewRules, tiers: TierRules): Sql {
  const day = sql`${today}::date`;
  const kept = tiers.tiers.flatMap((tier, rank) => (tier.isProtected ? [rank] : []));
  const fall =
    tiers.downgrade === "none"
      ? sql`'kept'`
      : sql`case when ${later(sql`s.tier_until`, tiers.grace)} >= ${day} then 'grace' else 'downgraded' end`;
  return sql`case
    when not c.t_member then
      case when c.t_old is null and s.tier_reason is distinct from 'left' then null else 'left' end
    when c.t_override is not null then 'override'
    when c.t_old is null then case when c.t_earned > 0 then 'earned' else 'joined' end
    when s.tier_reason = 'override' then case when c.t_earned < c.t_old then 'downgraded' else 'earned' end
    when c.t_earned > c.t_old then 'earned'
    when c.t_old = 0 or s.tier_until >= ${day} then 'stays'
    when c.t_earned = c.t_old or s.tier_until is null then 'kept'
    when c.t_old = any(${kept}::int[]) then 'protected'
    else ${fall} end`;
}

function rankAfter(tiers: TierRules): Sql {
  const isFull = sql`(${tiers.downgrade === "full"}::boolean or s.tier_reason = 'override')`;
  return sql`case c.t_verdict
    when 'left' then null
    when 'override' then c.t_override
    when 'joined' then c.t_earned
    when 'earned' then c.t_earned
    when 'downgraded' then case when ${isFull} then c.t_earned else greatest(c.t_old - 1, c.t_earned) end
    else case when c.t_verdict is not null then c.t_old end end`;
}

function dates(rules: ReviewRules, tiers: TierRules): Columns {
  const day = sql`${rules.today}::date`;
  return {
    tier: idOf(sql`c.t_rank`, tiers),
    // Before it is set anew, for what remains.
    t_until: sql`s.tier_until`,
    s_tier_since: sql`case when c.t_rank is null then null
      when c.t_rank = c.t_old then coalesce(s.tier_since, ${day}) else ${day} end`,
    s_tier_until: sql`case when c.t_rank is null then null
      when c.t_verdict = 'override' then s.override_until
      when c.t_rank = 0 then null
      when c.t_verdict in ('stays', 'grace') then s.tier_until
      else ${untilAnew(rules, tiers)} end`,
    s_grace_until: sql`case when c.t_verdict = 'grace' then ${later(sql`s.tier_until`, tiers.grace)} end`,
    s_tier_reason: sql`case when c.t_verdict = 'stays' then s.tier_reason else c.t_verdict end`,
  };
}

/** The last day of a year of the member's own, or of the club's: 0 is the present one, 1 the next. */
function yearTo({ today }: ReviewRules, tiers: TierRules, offset: 0 | 1): Sql {
  if (periodKind(tiers) === "calendar")
    return sql`${yearPeriod(tiers, { today }, offset)?.to ?? today}::date`;
  const years = sql`${wholeYears(JOINED, today)} + ${offset + 1}::int`;
  return sql`((${JOINED} + make_interval(years => ${years}))::date - 1)`;
}

function untilAnew(rules: ReviewRules, tiers: TierRules): Sql {
  const keep = sql`${addToDate(rules.today, tiers.keep)}::date`;
  const kind = periodKind(tiers);
  if (kind !== "calendar" && kind !== "anniversary") return keep;
  const year = sql`case when c.t_rank <= c.t_now then ${yearTo(rules, tiers, 1)} else ${yearTo(rules, tiers, 0)} end`;
  return sql`coalesce(${year}, ${keep})`;
}

function remains(rules: ReviewRules, tiers: TierRules): Columns {
  const missing = (from: Sql, counted: Sql) => sql`greatest(0, ${from} - (${counted}))`;
  const next = fromOf(sql`c.t_rank + 1`, tiers);
  return {
    // By purchases and points it is a figure already.
    ...(tiers.basis === "tenure" && { s_qualifying: sql`c.t_figure` }),
    s_next_tier: idOf(sql`c.t_rank + 1`, tiers),
    s_remaining: sql`case when ${next} is not null then ${missing(next, sql`c.t_figure`)} end`,
    s_to_keep: sql`case when c.t_rank is null then null when s.tier_until is null then 0
      else ${missing(fromOf(sql`c.t_rank`, tiers), countedAtReview(rules, tiers))} end`,
  };
}

/** What of today's figures counts on the first day after the tier's last certain one, or in a grace that has begun. */
function countedAtReview(rules: ReviewRules, tiers: TierRules): Sql {
  const day = sql`${rules.today}::date`;
  const kind = periodKind(tiers);
  const qualified = sql`coalesce(s.qualified, 0)`;
  const isByYears = kind === "calendar" || kind === "anniversary";
  const hasYears = kind === "calendar" ? sql`true` : sql`${JOINED} is not null`;
  const before = isByYears ? sql`case when ${hasYears} then ${qualified} else 0 end` : sql`0`;
  const over = sql`when s.tier_until < ${day} then greatest(c.t_figure, ${before})`;
  if (isByYears) {
    return sql`case ${over} when ${hasYears} and s.tier_until > ${yearTo(rules, tiers, 0)} then 0 else c.t_figure end`;
  }
  if (kind !== "rolling" || tiers.qualification.period !== "rolling") {
    return sql`case ${over} else c.t_figure end`;
  }
  const { months, days } = durationParts(tiers.qualification.length);
  const opens = sql`((s.tier_until + 1) - make_interval(months => ${months}::int, days => ${days}::int))::date`;
  return sql`case ${over} when s.tier_until = c.t_until then ${qualified}
    when ${opens} >= ${day} then 0 else c.t_figure end`;
}
