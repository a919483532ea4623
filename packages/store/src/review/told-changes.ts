import {
  BANDS,
  FLOW_STATES,
  type FlowState,
  RISK_LEVELS,
  VALUE_CLASSES,
} from "@perennial/contract";
import { isWanted } from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import type { ReviewRules } from "./review-rules.ts";

type Sql = RawBuilder<unknown>;

/** One kind of change: when it happened, and the signal that tells of it (contract `StandingSignal`). */
interface Told {
  readonly type: string;
  readonly when: Sql;
  /** What it came to, so that two of a day are two. */
  readonly key: Sql;
  readonly more: Sql;
  /** Whether it is told of a new customer too, who comes from nowhere. @default false */
  readonly ofNew?: boolean;
}

/**
 * The changes of a decided row `d` as signals, one row each: `type` and `body`. What was computed for the first time is
 * no change, but for where a new customer begins (`is_new`); and neither is what another plan makes of one: only of those
 * who were known by this plan (`is_known`) everything is told.
 */
export function toldChanges(rules: ReviewRules): Sql {
  const { today, now } = rules;
  const parts = kindsOf(rules).map(
    ({ type, when, key, more, ofNew = false }) => sql`
      select ${type}::text as type, jsonb_strip_nulls(jsonb_build_object(
        'id', ${`${type}:${today}:`}::text || d.id || ':' || coalesce(${key}, ''), 'at', ${now}::text,
        'type', ${type}::text, 'customerId', d.id) || jsonb_build_object(${more})) as body
      where ${ofNew ? sql`true` : sql`d.is_known`} and ${when}`,
  );
  // A plan of groups alone has none.
  const none = sql`select null::text as type, null::jsonb as body where false`;
  return sql`(${sql.join([none, ...parts], sql` union all `)})`;
}

function kindsOf(rules: ReviewRules): readonly Told[] {
  const { plan } = rules;
  const fromTo = (from: Sql, to: Sql) => sql`'from', ${from}, 'to', ${to}`;
  const differs = (from: Sql, to: Sql) => sql`${from} is distinct from ${to}`;
  const both = (from: Sql, to: Sql) =>
    sql`${from} is not null and ${to} is not null and ${from} <> ${to}`;
  const [tier, oldTier] = [sql`d.tier`, sql`d.o_tier`];
  const kinds: (Told | false)[] = [
    plan.tiers !== undefined && {
      ...{ type: "customer.tier-changed", when: differs(oldTier, tier), key: tier, ofNew: true },
      more: sql`${fromTo(oldTier, tier)}, 'reason', d.s_tier_reason,
        'direction', case when d.t_rank is null or d.t_rank < d.t_old then 'down' else 'up' end`,
    },
    plan.tiers !== undefined && nearTier(plan.tiers),
    plan.phases !== undefined && {
      ...{ type: "customer.phase-changed", ofNew: true },
      ...{ when: differs(sql`d.o_phase`, sql`d.phase`), key: sql`d.phase` },
      more: fromTo(sql`d.o_phase`, sql`d.phase`),
    },
    plan.valueClasses !== undefined && {
      type: "customer.class-changed",
      ...{ when: differs(sql`d.o_value_class`, sql`d.value_class`), key: sql`d.value_class` },
      more: sql`${fromTo(sql`d.o_value_class`, sql`d.value_class`)}, 'direction',
        ${direction(sql`d.o_value_class`, sql`d.value_class`, VALUE_CLASSES.toReversed())}`,
    },
    plan.flows !== undefined && {
      ...{
        type: "customer.band-changed",
        when: both(sql`d.o_s_band`, sql`d.s_band`),
        key: sql`d.s_band`,
      },
      more: sql`${fromTo(sql`d.o_s_band`, sql`d.s_band`)}, 'direction',
        ${direction(sql`d.o_s_band`, sql`d.s_band`, BANDS.toReversed())}`,
    },
    plan.flows !== undefined && {
      ...{
        type: "customer.flow-changed",
        when: both(sql`d.o_s_flow`, sql`d.s_flow`),
        key: sql`d.s_flow`,
      },
      more: sql`${fromTo(sql`d.o_s_flow`, sql`d.s_flow`)}, 'wanted', ${isWantedFlow()}`,
    },
    plan.segments.length > 0 && {
      type: "customer.segment-changed",
      ...{ when: differs(sql`d.o_segment`, sql`d.segment`), key: sql`d.segment` },
      more: fromTo(sql`d.o_segment`, sql`d.segment`),
    },
    rules.churn !== undefined && {
      ...{
        type: "customer.risk-changed",
        when: both(sql`d.o_s_risk`, sql`d.s_risk`),
        key: sql`d.s_risk`,
      },
      more: sql`${fromTo(sql`d.o_s_risk`, sql`d.s_risk`)}, 'churn', d.s_churn, 'direction',
        ${direction(sql`d.o_s_risk`, sql`d.s_risk`, RISK_LEVELS)}`,
    },
  ];
  return kinds.filter((kind) => kind !== false);
}

/** Near now and not before, to the same tier (V-05); being placed in another tier is news of its own. */
function nearTier({ tiers, near }: NonNullable<ReviewRules["plan"]["tiers"]>): Told {
  const lines = tiers.map(
    ({ id, from }) => sql`when ${id}::text then ${from * near}::double precision`,
  );
  const limit = sql`case d.s_next_tier ${sql.join(lines, sql` `)} end`;
  return {
    type: "customer.tier-near",
    when: sql`d.s_remaining > 0 and d.s_remaining <= ${limit} and not coalesce(
      d.o_s_next_tier = d.s_next_tier and d.o_s_remaining > 0 and d.o_s_remaining <= ${limit}, false)`,
    key: sql`d.s_next_tier`,
    more: sql`'tier', d.s_next_tier, 'remaining', d.s_remaining`,
  };
}

/** Up or down by places from the lowest; whoever has none is below them all. */
function direction(from: Sql, to: Sql, places: readonly string[]): Sql {
  const place = (value: Sql) => sql`coalesce(array_position(${places}::text[], ${value}), 0)`;
  return sql`case when ${place(to)} > ${place(from)} then 'up' else 'down' end`;
}

/** Whether a move in the flow is one the company wants (D-15). */
function isWantedFlow(): Sql {
  const pairs = FLOW_STATES.flatMap((from) =>
    FLOW_STATES.filter((to: FlowState) => isWanted(from, to)).map((to) => `${from}>${to}`),
  );
  return sql`(d.o_s_flow || '>' || d.s_flow) = any(${pairs}::text[])`;
}
