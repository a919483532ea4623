import { isGroupOpen } from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import { compileSql } from "../condition/compile-sql.ts";
import type { ReviewRules } from "./review-rules.ts";

/** The segment: the first whose condition holds. It sees today's tier, class, flow and phase. */
export function segmentColumn(rules: ReviewRules): RawBuilder<unknown> {
  const { plan, catalogue } = rules;
  const lines = plan.segments.map(({ id, when }) => {
    const holds = when ? compileSql(when, catalogue, rules) : sql`true`;
    return sql`when ${holds} then ${id}::text`;
  });
  return sql`case ${sql.join(lines, sql` `)} end`;
}

/** The groups a customer belongs to today (V-14), sorted. They see all that was computed before. */
export function groupsColumn(rules: ReviewRules): RawBuilder<unknown> {
  const { plan, catalogue, today } = rules;
  const open = plan.groups
    .filter((group) => isGroupOpen(group, today))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  if (open.length === 0) return sql`'{}'::text[]`;
  const members = open.map(
    ({ id, when }) => sql`case when ${compileSql(when, catalogue, rules)} then ${id}::text end`,
  );
  return sql`array_remove(array[${sql.join(members)}], null)`;
}
