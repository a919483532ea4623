import type { LocalDate, StandingSignal } from "@perennial/contract";
import { addDays, addToDate } from "@perennial/lifecycle";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { ReviewRules } from "../review/review-rules.ts";
import { type ReviewScope, within } from "../review/review-scope.ts";
import { enterEarnings } from "./earn-points.ts";
import { pointsSums } from "./points-sums.ts";

/** Whose points are looked through, and by what. */
export interface PointsReview {
  readonly rules: ReviewRules;
  readonly scope: ReviewScope;
  /**
   * The day of the review before this one: who was to be told on a day between them is told now.
   * @default the day before today
   */
  readonly since?: LocalDate | undefined;
}

/** What a look through points came to. */
export interface PointsReviewed {
  /** How many entries were made for purchases, and for points that ran out. */
  readonly earned: number;
  readonly expired: number;
  /** Whose points run out soon: once for each last day, as long ahead as the rules say. */
  readonly expiring: readonly Extract<StandingSignal, { readonly type: "points.expiring" }>[];
}

/**
 * Brings the points ledger of a scope up to date, in a handful of statements (product.md, 20): enters what purchases
 * earned and returns took, and what has run out. Comes before the figures of standings, which are computed from it.
 * Without points in the plan nothing happens. Doing it again on the same day enters nothing, and tells the same.
 */
export async function reviewPoints(
  tx: TenantTransaction,
  { rules, scope, since }: PointsReview,
): Promise<PointsReviewed> {
  if (!rules.plan.points) return { earned: 0, expired: 0, expiring: [] };
  const earned = await enterEarnings(tx, rules, scope);
  const expired = await enterExpiries(tx, rules, scope);
  const { warn } = rules.plan.points;
  const told = addToDate(since ?? addDays(rules.today, -1), warn);
  const until = addToDate(rules.today, warn);
  const found = await findExpiring(tx, { scope, today: rules.today, after: told, until });
  const expiring = found.map(({ customerId, points, on }) => ({
    id: `points.expiring:${on}:${customerId}`,
    ...{ type: "points.expiring" as const, at: rules.now, customerId, points, on },
  }));
  return { earned, expired, expiring };
}

/** Enters what has run out before today and no entry says so yet. */
function enterExpiries(
  tx: TenantTransaction,
  { today, now }: ReviewRules,
  scope: ReviewScope,
): Promise<number> {
  const { due, expiries } = pointsSums(today);
  // Whoever spent points meanwhile has entered the same under the same number.
  return tx.run(sql`
    insert into points_entries (tenant_id, customer_id, kind, ref, points, on_day, recorded_at)
    select ${tx.tenant}::int, n.customer_id, 'expire', n.number::text, -n.due, ${today}::date, ${now}::timestamptz
    from (
      select e.customer_id, ${due} as due, ${expiries} + 1 as number from points_entries e
      where e.tenant_id = ${tx.tenant}::int and ${within(scope, sql`e.customer_id`)} and e.on_day <= ${today}::date
      group by e.customer_id) n
    where n.due > 0
    on conflict do nothing`);
}

interface Expiring {
  readonly customerId: string;
  readonly points: number;
  readonly on: LocalDate;
}

/** What runs out after a day and until another if nobody spends it, as `expiring` says it. */
async function findExpiring(
  tx: TenantTransaction,
  span: {
    readonly scope: ReviewScope;
    readonly today: LocalDate;
    readonly after: LocalDate;
    readonly until: LocalDate;
  },
): Promise<readonly Expiring[]> {
  const { scope, today, after, until } = span;
  const isHere = sql`e.tenant_id = ${tx.tenant}::int and ${within(scope, sql`e.customer_id`)}
    and e.on_day <= ${today}::date`;
  // What is taken is counted against what runs out first: of each last day remains what goes beyond it.
  return tx.rows(sql<Expiring>`
    with due as materialized (
      select distinct e.customer_id from points_entries e
      where ${isHere} and e.kind = 'earn' and e.last_day > ${after}::date and e.last_day <= ${until}::date
        and e.last_day >= ${today}::date)
    select l.customer_id as "customerId", l.last_day as "on", l.points::bigint as points
    from (
      select d.customer_id, d.last_day,
        greatest(sum(d.points) over run - d.taken, 0) - greatest(sum(d.points) over run - d.points - d.taken, 0) as points
      from (
        select e.customer_id, e.last_day,
          coalesce(sum(e.points) filter (where e.kind = 'earn'), 0) as points,
          -sum(coalesce(sum(e.points) filter (where e.kind <> 'earn'), 0)) over (partition by e.customer_id) as taken
        from due join points_entries e on e.customer_id = due.customer_id
        where ${isHere} group by e.customer_id, e.last_day) d
      window run as (partition by d.customer_id order by d.last_day nulls last)) l
    where l.last_day > ${after}::date and l.last_day <= ${until}::date and l.last_day >= ${today}::date
      and l.points > 0
    order by l.customer_id, l.last_day`);
}
