import { conditionsOfPlan, fieldsOfCondition } from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import { CUSTOMERS } from "../record/tables.ts";
import { type Boundaries, bandColumn, classColumn } from "./boundaries.ts";
import { flowColumn, isInBase } from "./flow-columns.ts";
import { phaseColumn } from "./phase-columns.ts";
import type { ReviewRules } from "./review-rules.ts";
import { type ReviewScope, within } from "./review-scope.ts";
import { groupsColumn, segmentColumn } from "./segment-columns.ts";
import { StagedRows } from "./staged-rows.ts";
import { DECIDED_COLUMNS, STANDING_COLUMNS } from "./standing-columns.ts";
import { tierSteps } from "./tier-columns.ts";

type Sql = RawBuilder<unknown>;

/** What a review computes of a customer's own record. */
export const OWN = ["tier", "phase", "value_class", "segment"] as const;

/** The columns of customers that every plan needs. */
const NEEDED = ["tenant_id", "id", ...OWN, "customer_since"];

/** Those columns, and the ones that conditions of the plan ask about: each more is carried through every step. */
function ownColumns({ plan }: ReviewRules): readonly string[] {
  const asked = new Set(
    conditionsOfPlan(plan).flatMap(({ condition }) => [...fieldsOfCondition(condition)]),
  );
  const isAsked = (field: string) =>
    [...asked].some(
      (path) => path === `customer.${field}` || path.startsWith(`customer.${field}.`),
    );
  const columns = CUSTOMERS.columns.filter(({ field }) => isAsked(field));
  return [...new Set([...NEEDED, ...columns.map(({ column }) => column)])];
}

/** Whose rows, and where the classes and bands part. */
export interface DecidedOf {
  readonly tenant: number;
  readonly scope: ReviewScope;
  readonly boundaries: Boundaries;
  /** What gives the standings, as `s`, each with the `seen` it was read by. @default those that are kept */
  readonly standings?: Sql;
}

/**
 * Everybody of a scope with all that the plan says of them, beside what was said before: under `o_` and the column's
 * name. Each step sees those before it: flow and value class, then tier, then risk and phase, then segment, then groups.
 * So a segment's condition asks for today's phase, and a phase's for the segment of the last time; who is a member, too,
 * may depend on the phase of the last time, be it of the night before or of a purchase on the same day.
 */
export function decidedRows(rules: ReviewRules, of: DecidedOf): StagedRows {
  const steps: Readonly<Record<string, Sql>>[] = [
    { ...placedInFlow(rules) },
    { ...valued(rules, of.boundaries) },
    ...tierSteps(rules),
    { ...(rules.plan.phases && { phase: phaseColumn(rules) }) },
    { ...sinces(rules) },
    // Without rules for flows it was needed for the phase alone.
    rules.plan.flows ? {} : { s_flow: sql`null::text`, s_flow_since: sql`null::date` },
    { ...(rules.plan.segments.length > 0 && { segment: segmentColumn(rules) }) },
    { groups: groupsColumn(rules) },
  ];
  return steps.reduce((rows, step) => rows.with(step), baseRows(rules, of));
}

function baseRows(rules: ReviewRules, { tenant, scope, standings }: DecidedOf): StagedRows {
  const customer = ownColumns(rules);
  const own = customer.map((name) => sql`${sql.ref(`c.${name}`)} as ${sql.ref(name)}`);
  const ownBefore = OWN.map((name) => sql`${sql.ref(`c.${name}`)} as ${sql.ref(`o_${name}`)}`);
  const standing = [
    ...STANDING_COLUMNS.map((name) => sql`${sql.ref(`s.${name}`)} as ${sql.ref(`s_${name}`)}`),
    ...DECIDED_COLUMNS.map((name) => sql`${sql.ref(`s.${name}`)} as ${sql.ref(`o_s_${name}`)}`),
  ];
  const columns = [
    ...customer,
    ...OWN.map((name) => `o_${name}`),
    ...STANDING_COLUMNS.map((name) => `s_${name}`),
    ...DECIDED_COLUMNS.map((name) => `o_s_${name}`),
    ...["seen", "o_groups"],
  ];
  const here = sql`${tenant}::int`;
  // Asked for each customer by key: joined, it would be planned by how many members there were when they were last
  // counted, and read all of them for every customer.
  const members = sql`(select array_agg(m.group_id order by m.group_id) from group_members m
    where m.tenant_id = ${here} and m.customer_id = c.id)`;
  return new StagedRows(
    columns,
    sql`select ${sql.join([...own, ...ownBefore, ...standing])}, s.seen,
        coalesce(${members}, '{}'::text[]) as o_groups
      from customers c
      join (${standings ?? keptStandings(here, scope)}) s on s.customer_id = c.id
      where c.tenant_id = ${here} and ${within(scope, sql`c.id`)} and c.deleted_at is null`,
  );
}

function keptStandings(here: Sql, scope: ReviewScope): Sql {
  return sql`select k.*, k.xmin as seen from standings k
    where k.tenant_id = ${here} and ${within(scope, sql`k.customer_id`)}`;
}

/** The flow is computed for the phase in any case, and kept where the plan has rules for it. */
function placedInFlow(rules: ReviewRules): Readonly<Record<string, Sql>> {
  return { s_flow: flowColumn(rules) };
}

function valued(rules: ReviewRules, boundaries: Boundaries): Readonly<Record<string, Sql>> {
  const { plan, churn } = rules;
  return {
    ...(plan.valueClasses && { value_class: classColumn(boundaries.class) }),
    s_band: plan.flows ? bandColumn(boundaries.band) : sql`null::text`,
    s_risk: churn ? sql`case when ${isInBase(sql`s.flow`)} then s.leaning end` : sql`null::text`,
  };
}

/** Since when a customer is where it is: since today where that is another place. */
function sinces({ today, plan, version }: ReviewRules): Readonly<Record<string, Sql>> {
  const since = (isSame: Sql, before: Sql) =>
    sql`case when ${isSame} then coalesce(${before}, ${today}::date) else ${today}::date end`;
  return {
    s_plan_version: sql`${version}::int`,
    s_flow_since: sql`case when s.flow is not null
      then ${since(sql`s.flow is not distinct from c.o_s_flow`, sql`s.flow_since`)} end`,
    ...(plan.phases && {
      s_phase_since: sql`case when c.phase is not null
        then ${since(sql`c.phase is not distinct from c.o_phase`, sql`s.phase_since`)} end`,
    }),
  };
}
