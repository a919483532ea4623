import { RISK_LEVELS } from "@perennial/contract";
import { durationParts, type LEAVING_ACTS, subtractFromDate } from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import { compileSql } from "../condition/compile-sql.ts";
import { beganColumn } from "./began-column.ts";
import type { ReviewRules } from "./review-rules.ts";

type Sql = RawBuilder<unknown>;

/** Where the latest day of each act is kept. */
const ACTS: Readonly<Record<(typeof LEAVING_ACTS)[number], Sql>> = {
  "agreement-cancelled": sql`s.cancelled_on`,
  "marketing-withdrawn": sql`s.withdrawn_on`,
};

/**
 * The phase, as `phaseOf` says it (M-01, M-02, M-17, M-18): the first line that fits. Conditions see today's tier, class
 * and flow, and the segment of the night before.
 */
export function phaseColumn(rules: ReviewRules): Sql {
  const { plan, today } = rules;
  const { phases } = plan;
  if (!phases) return sql`c.phase`;
  const { welcome, retain } = phases;
  const began = beganColumn();
  const day = sql`${today}::date`;
  const after = sql`${subtractFromDate(today, retain.actsFor)}::date`;
  const acts = retain.acts.map((act) => sql`(${ACTS[act]} > ${after} and ${ACTS[act]} <= ${day})`);
  const risks = RISK_LEVELS.slice(
    retain.risk === "never" ? RISK_LEVELS.length : RISK_LEVELS.indexOf(retain.risk),
  );
  const toRetain = [
    ...acts,
    ...(risks.length > 0 ? [sql`s.risk = any(${risks}::text[])`] : []),
    ...(retain.when ? [compileSql(retain.when, rules.catalogue, rules)] : []),
  ];
  const ends = [
    ...(welcome.for === undefined ? [] : [sql`${later(began, welcome.for)} <= ${day}`]),
    ...(welcome.until ? [compileSql(welcome.until, rules.catalogue, rules)] : []),
  ];
  return sql`case when ${began} is null or ${began} > ${day} then null
    when s.flow = 'lost' then null
    when ${anyOf(toRetain)} then 'retain'
    when ${anyOf(ends)} then 'develop'
    else 'welcome' end`;
}

function anyOf(parts: readonly Sql[]): Sql {
  return parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`;
}

/** A date a duration of whole days later: months first and clamped, as `addToDate`. */
export function later(date: Sql, duration: string): Sql {
  const { months, days } = durationParts(duration);
  return sql`(${date} + make_interval(months => ${months}::int, days => ${days}::int))::date`;
}
