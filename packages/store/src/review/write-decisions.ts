import type { StandingSignal } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { beganColumn } from "./began-column.ts";
import type { Boundaries } from "./boundaries.ts";
import { decidedRows, OWN } from "./decided-rows.ts";
import type { Move } from "./migration-counts.ts";
import type { ReviewRules } from "./review-rules.ts";
import type { ReviewScope } from "./review-scope.ts";
import { DECIDED_COLUMNS } from "./standing-columns.ts";
import { toldChanges } from "./told-changes.ts";

type Sql = RawBuilder<unknown>;

/** Whose decisions, and what is to become of what changes. */
export interface DecisionsOf {
  readonly scope: ReviewScope;
  readonly boundaries: Boundaries;
  /**
   * Whether it is the first computation by this plan of the whole base: then nobody moved, and nothing is told but of
   * customers that are new since an earlier plan's night.
   */
  readonly isBaseline: boolean;
  /** Whether the signals are wanted back. @default false */
  readonly wantsChanges?: boolean;
}

/** What came of it. */
export interface Decided {
  /** Customers of whom something was written. */
  readonly written: number;
  /** Changes that are to be told. */
  readonly told: number;
  /** Who went from where to where. */
  readonly moves: readonly Move[];
  /** The changes, where they are wanted. */
  readonly changes: readonly StandingSignal[];
}

/**
 * Decides on everybody of a scope by its figures, and writes what differs, the changes to tell, and the members of groups:
 * all in one statement. Gives what moved, for the counts of the day.
 */
export async function writeDecisions(
  tx: TenantTransaction,
  rules: ReviewRules,
  of: DecisionsOf,
): Promise<Decided> {
  const { scope, boundaries, isBaseline, wantsChanges = false } = of;
  const here = sql`${tx.tenant}::int`;
  const rows = decidedRows(rules, { tenant: tx.tenant, scope, boundaries });
  const [row] = await tx.rows(sql<Decided>`
    with decided as materialized (
      select c.*, ${isBaseline ? sql`false` : isKnown(rules)} as is_known, ${isNew(here)} as is_new
      from (${rows.query()}) c where ${differs()}),
    -- What is done with a row that was written goes on from here: a join of two such parts would be planned for a
    -- handful of rows, and grow with the square of them.
    sure as (
      update standings s set as_of = ${rules.today}::date, ${assign(DECIDED_COLUMNS, "s_")} from decided d
      where s.tenant_id = ${here} and s.customer_id = d.id and s.xmin = d.seen returning d.*),
    own as (
      update customers c set ${assign(OWN, "")} from sure d
      where c.tenant_id = ${here} and c.id = d.id
        and (${columnsOf("c", OWN, "")}) is distinct from (${columnsOf("d", OWN, "")}) returning 1),
    ${groupWrites(here, rules)}
    ${tellings(here, rules)}
    ${isBaseline ? NOBODY_MOVED : MOVED}
    select (select count(*) from sure)::int as written, (select count(*) from told)::int as told,
      coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'from', from_state, 'to', to_state,
        'customers', customers)) from moved), '[]') as moves,
      ${wantsChanges ? sql`coalesce((select jsonb_agg(body) from told), '[]')` : sql`'[]'::jsonb`} as changes`);
  return row ?? { written: 0, told: 0, moves: [], changes: [] };
}

/** Whether anything of a row is not as it was. */
function differs(): Sql {
  const own = sql`(${columnsOf("c", OWN, "")}) is distinct from (${columnsOf("c", OWN, "o_")})`;
  const standing = sql`(${columnsOf("c", DECIDED_COLUMNS, "s_")})
    is distinct from (${columnsOf("c", DECIDED_COLUMNS, "o_s_")})`;
  return sql`(${own} or ${standing} or c.groups <> c.o_groups)`;
}

function columnsOf(alias: string, names: readonly string[], prefix: string): Sql {
  return sql.join(names.map((name) => sql.ref(`${alias}.${prefix}${name}`)));
}

function assign(names: readonly string[], prefix: string): Sql {
  return sql.join(names.map((name) => sql`${sql.ref(name)} = ${sql.ref(`d.${prefix}${name}`)}`));
}

function groupWrites(here: Sql, { today }: ReviewRules): Sql {
  return sql`
    came as (
      insert into group_members (tenant_id, customer_id, group_id, since)
      select ${here}, d.id, g, ${today}::date from sure d, unnest(d.groups) g where g <> all(d.o_groups)
      on conflict do nothing returning customer_id, group_id),
    went as (
      delete from group_members m using sure d
      where m.tenant_id = ${here} and m.customer_id = d.id and m.group_id = any(d.o_groups)
        and m.group_id <> all(d.groups) returning m.customer_id, m.group_id),`;
}

/** Whether a customer was placed by this plan before. */
function isKnown({ version }: ReviewRules): Sql {
  return sql`coalesce(c.o_s_plan_version = ${version}::int, false)`;
}

/**
 * Whether a customer that no plan has placed yet began on the day of the first night or later: those who were there
 * before it have not come, they were only looked at.
 */
function isNew(here: Sql): Sql {
  return sql`coalesce(c.o_s_plan_version is null and ${beganColumn("c.s_")} >= (
    select min(r.night) from reviews r where r.tenant_id = ${here} and (r.stage = 'done' or not r.is_baseline)), false)`;
}

const NOBODY_MOVED = sql`
    moved as (select '' as kind, '' as from_state, '' as to_state, 0 as customers where false)`;

/** Who went from where to where. */
const MOVED = sql`
    moved as (
      select v.kind, coalesce(v.was, '') as from_state, coalesce(v.became, '') as to_state, count(*)::int as customers
      from sure d cross join lateral (values ('flow', d.o_s_flow, d.s_flow), ('band', d.o_s_band, d.s_band),
        ('class', d.o_value_class, d.value_class), ('tier', d.o_tier, d.tier), ('phase', d.o_phase, d.phase),
        ('segment', d.o_segment, d.segment), ('risk', d.o_s_risk, d.s_risk)) v(kind, was, became)
      where v.was is distinct from v.became group by 1, 2, 3
      union all select 'group', '', group_id, count(*)::int from came group by group_id
      union all select 'group', group_id, '', count(*)::int from went group by group_id)`;

/** What is told of the rows that were known by this plan before, and of new customers. */
function tellings(here: Sql, rules: ReviewRules): Sql {
  const groups = sql`
      select d.id as customer_id, v.type, jsonb_build_object('id', v.type || ':' || ${rules.today}::text || ':' || d.id
          || ':' || v.group_id, 'at', ${rules.now}::text, 'type', v.type, 'customerId', d.id, 'group', v.group_id) as body
      from sure d join (select customer_id, group_id, 'customer.group-joined' as type from came
        union all select customer_id, group_id, 'customer.group-left' from went) v on v.customer_id = d.id
      where d.is_known`;
  return sql`
    told as (
      insert into standing_changes (tenant_id, customer_id, type, body, at)
      select ${here}, t.customer_id, t.type, t.body, ${rules.now}::timestamptz from (
        select d.id as customer_id, t.type, t.body from sure d cross join lateral ${toldChanges(rules)} t
        where d.is_known or d.is_new
        union all ${groups}) t
      returning body),`;
}
