import type { LocalDate } from "@perennial/contract";
import { type Catalogue, type Condition, requiredFacts } from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import { compileSql } from "../condition/compile-sql.ts";
import type { AskedAt } from "../condition/compile-test.ts";
import { isOpenCall } from "../reading/is-open-call.ts";
import { textSearch } from "./text-search.ts";

/** What customers are looked for by; all of it must hold, and what is missing asks for nothing. */
export interface CustomerFilter {
  /** Words of a name, or part of an e-mail address, a phone number in any form or a whole id. */
  readonly search?: string | undefined;
  readonly condition?: Condition | undefined;
  readonly tiers?: readonly string[] | undefined;
  readonly phases?: readonly string[] | undefined;
  readonly valueClasses?: readonly string[] | undefined;
  readonly segments?: readonly string[] | undefined;
  /** Places in the flow of customers (D-13). */
  readonly flows?: readonly string[] | undefined;
  readonly risks?: readonly string[] | undefined;
  /** Programs one of which the customer is in now. */
  readonly programs?: readonly string[] | undefined;
  /** Whether an agreement of ours ends within so many days from today. */
  readonly endsWithinDays?: number | undefined;
  /** Whether somebody is to ring the customer. */
  readonly hasCall?: boolean | undefined;
}

/** What a filter is asked by. */
export interface FilterQuery {
  readonly tenant: number;
  readonly filter: CustomerFilter;
  readonly catalogue: Catalogue;
  readonly at: AskedAt;
  /** Calls put on a list before this moment are forgotten. */
  readonly callsSince: string;
}

/** A filter over `customerSource`: what stands after `where`, and whether it needs customers' standing. */
export interface CompiledFilter {
  readonly holds: RawBuilder<boolean>;
  readonly standing: boolean;
}

/** Compiles a filter. Throws a `ConditionError` for a condition that cannot be asked. */
export function compileFilter(query: FilterQuery): CompiledFilter {
  const { tenant, filter, catalogue, at } = query;
  const { condition, flows, risks } = filter;
  const needs = condition && requiredFacts([condition], catalogue, at.today);
  const parts = [
    sql`c.tenant_id = ${tenant}`,
    ...(filter.search === undefined ? [] : [textSearch(filter.search)]),
    ...oneOf(sql`c.tier`, filter.tiers),
    ...oneOf(sql`c.phase`, filter.phases),
    ...oneOf(sql`c.value_class`, filter.valueClasses),
    ...oneOf(sql`c.segment`, filter.segments),
    ...oneOf(sql`st.flow`, flows),
    ...oneOf(sql`st.risk`, risks),
    ...inPrograms(tenant, filter.programs),
    ...(filter.endsWithinDays === undefined ? [] : [ends(tenant, at.today, filter.endsWithinDays)]),
    ...(filter.hasCall === true ? [toBeCalled(query)] : []),
    ...(condition ? [compileSql(condition, catalogue, at)] : []),
  ];
  return {
    holds: sql<boolean>`${sql.join(parts, sql` and `)}`,
    standing: needs?.standing === true || isAsked(flows) || isAsked(risks),
  };
}

function isAsked(values: readonly string[] | undefined): boolean {
  return values !== undefined && values.length > 0;
}

function oneOf(column: RawBuilder<unknown>, values: readonly string[] | undefined) {
  return isAsked(values) ? [sql`${column} = any(${values}::text[])`] : [];
}

function inPrograms(tenant: number, programs: readonly string[] | undefined) {
  if (!isAsked(programs)) return [];
  return [
    sql`exists (select from enrolments e where e.tenant_id = ${tenant} and e.customer_id = c.id
      and e.program = any(${programs}::text[]) and not e.ended)`,
  ];
}

/** An agreement of ours that runs, for the alias `a`: what its end means something for. */
export const RUNNING_AGREEMENT = sql`a.party = 'own' and a.status in ('ordered', 'active')`;

function ends(tenant: number, today: LocalDate, days: number): RawBuilder<unknown> {
  return sql`exists (select from agreements a where a.tenant_id = ${tenant} and a.customer_id = c.id
    and ${RUNNING_AGREEMENT} and a.ends_on >= ${today}::date and a.ends_on <= ${today}::date + ${days}::int)`;
}

function toBeCalled({ tenant, at, callsSince }: FilterQuery): RawBuilder<unknown> {
  const open = isOpenCall(tenant, { since: callsSince, now: at.now });
  return sql`c.id in (select o.customer_id from outbox o where ${open})`;
}
