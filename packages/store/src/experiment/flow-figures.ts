import type { FlowRules } from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";

type Sql = RawBuilder<unknown>;

/** The two days on which a followed customer's place in the flow is asked for: its first and its last. */
export const FLOW_DAYS = ["begun", "over"] as const;
export type FlowDay = (typeof FLOW_DAYS)[number];

/**
 * The days that the flow of a followed customer is asked for, and those that the rules look back to from each, worked out once a
 * customer: changing zones is dear.
 */
export function dayColumns(rules: FlowRules, zone: string): Sql {
  const columns = FLOW_DAYS.map((day) => {
    const moment = sql.ref(day === "begun" ? "c.entered_at" : "c.over_at");
    const on = sql`(${moment} at time zone ${zone}::text)::date`;
    const back = (name: string, length: string, times: number) =>
      sql`(${on} - ${times}::int * ${length}::interval)::date as ${sql.ref(`${day}_${name}`)}`;
    return sql`${on} as ${sql.ref(`${day}_on`)}, ${back("lost_on", rules.lostAfter, 1)},
      ${back("inactive_on", rules.inactiveAfter, 1)}, ${back("trend_on", rules.trend, 1)},
      ${back("before_on", rules.trend, 2)}`;
  });
  return sql.join(columns);
}

/** What the state on a day follows from, of the purchases `p` of a followed customer `f` (D-13, `flowFigures`). */
export function flowSums(day: FlowDay): Sql {
  const of = (name: string) => sql.ref(`f.${day}_${name}`);
  const column = (name: string) => sql.ref(`${day}_${name}`);
  const isBought = sql`p.amount >= 0 and p.day <= ${of("on")}`;
  const recent = sql`p.day <= ${of("on")} and p.day > ${of("trend_on")} and p.own`;
  const earlier = sql`p.day <= ${of("trend_on")} and p.day > ${of("before_on")} and p.own`;
  return sql`count(*) filter (where ${isBought}) as ${column("purchases")},
    min(p.day) filter (where ${isBought}) as ${column("first")},
    max(p.day) filter (where ${isBought}) as ${column("last")},
    coalesce(sum(p.amount) filter (where ${recent}), 0) as ${column("recent")},
    coalesce(sum(p.amount) filter (where ${earlier}), 0) as ${column("earlier")}`;
}

/**
 * The state on a day by those sums, in the columns of `b`, and the days of the customer `f`, as `flowStateOf` says it: the
 * first line that fits.
 */
export function flowByPurchases(day: FlowDay, rules: FlowRules): Sql {
  const [more, less] = [100 + rules.change, 100 - rules.change];
  const of = (name: string) => sql.ref(`b.${day}_${name}`);
  const on = (name: string) => sql.ref(`f.${day}_${name}_on`);
  return sql`case
    when coalesce(${of("purchases")}, 0) = 0 then null
    when ${of("last")} <= ${on("lost")} then 'lost'
    when ${of("last")} <= ${on("inactive")} then 'inactive'
    when ${of("purchases")} = 1 then 'starter'
    when ${of("first")} > ${on("before")} or ${of("earlier")} <= 0 then 'active'
    when ${of("recent")}::double precision * 100 >= ${of("earlier")}::double precision * ${more}::double precision then 'growing'
    when ${of("recent")}::double precision * 100 <= ${of("earlier")}::double precision * ${less}::double precision then 'decreasing'
    else 'active' end`;
}

/** Whether own agreements of a followed customer ran on its days, and whether any had begun (`flowStateOfAgreements`). */
export function agreementTable(tenant: number, zone: string): Sql {
  const dateOf = (moment: Sql) => sql`(${moment} at time zone ${zone}::text)::date`;
  const stopped =
    dateOf(sql`case when a.status = 'cancelled' then coalesce(a.cancelled_at, a.updated_at)
    when a.status = 'ended' and a.ends_on is null then a.updated_at end`);
  const columns = FLOW_DAYS.map((day) => {
    const at = sql.ref(`f.${day}_on`);
    const begun = sql`a.starts_on <= ${at}`;
    const runs = sql`${begun} and coalesce(a.ends_on >= ${at}, true) and coalesce(${stopped} >= ${at}, true)`;
    return sql`bool_or(${begun}) as ${sql.ref(`${day}_known`)}, bool_or(${runs}) as ${sql.ref(`${day}_runs`)}`;
  });
  return sql`
    select f.customer_id, ${sql.join(columns)}
    from followed f join agreements a on a.tenant_id = ${tenant} and a.customer_id = f.customer_id
    where a.party = 'own' and a.status <> 'ordered' and coalesce(${stopped} >= a.starts_on, true)
    group by f.customer_id`;
}

/** The state on a day by agreements, in the columns of `b`. */
export function flowByAgreements(day: FlowDay): Sql {
  return sql`case when ${sql.ref(`b.${day}_runs`)} then 'active' when ${sql.ref(`b.${day}_known`)} then 'lost' end`;
}
