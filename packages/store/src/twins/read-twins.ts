import type { Instant } from "@perennial/contract";
import {
  isUsableName,
  MOST_VALUES,
  type TwinGroups,
  type TwinsOf,
  type TwinsWho,
  type TwinTrait,
  type ValueCount,
} from "@perennial/lifecycle";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { attributeRows, customersOf, IS_IN_BASE, isAmong, isBest } from "./twin-groups.ts";

/** What the best and the others have, counted. */
export interface TwinCounts {
  readonly groups: TwinGroups;
  /** Of attributes with very many values so many that it shows, and no more. */
  readonly counts: readonly ValueCount[];
  /** The CRM's own attributes that are looked at, by name. */
  readonly attributes: readonly string[];
}

/** Counts how many of the best, and of the other customers of the base, have each value of each usable attribute (D-19). */
export async function readTwinCounts(tx: TenantTransaction, of: TwinsOf): Promise<TwinCounts> {
  const keys = await tx.rows(sql<{ key: string }>`
    select distinct key collate "C" as key from customers c cross join lateral jsonb_object_keys(c.attributes) key
    where c.tenant_id = ${tx.tenant} and c.deleted_at is null order by 1`);
  const attributes = keys.map(({ key }) => key).filter(isUsableName);
  const [groups = { best: 0, others: 0 }] = await tx.rows(sql<TwinGroups>`
    select (count(*) filter (where ${isBest(of)}))::int as best,
      (count(*) filter (where not ${isBest(of)} and ${IS_IN_BASE}))::int as others
    from ${customersOf(tx.tenant)} where c.tenant_id = ${tx.tenant} and c.deleted_at is null`);
  const counts = await tx.rows(sql<ValueCount>`
    select name, value, best, others from (
      select a.name, a.value, (count(*) filter (where best))::int as best,
        (count(*) filter (where not best))::int as others,
        row_number() over (partition by a.name order by a.value collate "C") as place
      from (
        select c.id, c.kind, c.country, c.locale, c.postal_address, c.attributes, ${isBest(of)} as best
        from ${customersOf(tx.tenant)}
        where c.tenant_id = ${tx.tenant} and c.deleted_at is null and (${isBest(of)} or ${IS_IN_BASE})) c
      cross join lateral ${attributeRows(attributes)} a
      group by a.name, a.value) counted
    where place <= ${MOST_VALUES + 1} order by name collate "C", value collate "C"`);
  return { groups, counts, attributes };
}

/** Who is scored, by what. */
export interface TwinQuery {
  readonly of: TwinsOf;
  readonly who: TwinsWho;
  readonly traits: readonly TwinTrait[];
  /** The CRM's own attributes that are looked at, by name. */
  readonly attributes: readonly string[];
  /** How many are given at most. */
  readonly limit: number;
}

/** Somebody who is like the best. */
export interface TwinRow {
  readonly id: string;
  readonly email: string | null;
  readonly pausedUntil: Instant | null;
  readonly points: number;
  /** Places among the traits that were asked with, what says most first. */
  readonly reasons: readonly number[];
  /** How many there are in all with points above 0. */
  readonly all: number;
}

/** Those that are most like the best and are not of them, as `scoreTwin` and `compareTwins` have it (D-19). */
export function readTwins(
  tx: TenantTransaction,
  { of, who, traits, attributes, limit }: TwinQuery,
): Promise<readonly TwinRow[]> {
  const asked = traits.map(({ name, value, points }, place) => ({ name, value, points, place }));
  return tx.rows(sql<TwinRow>`
    select c.id, c.email, c.paused_until as "pausedUntil", sum(t.points)::int as points,
      array_agg(t.place order by abs(t.points) desc, t.place) as reasons, (count(*) over ())::int as "all"
    from ${customersOf(tx.tenant)}
    cross join lateral ${attributeRows(attributes)} a
    join json_to_recordset(${json(asked)}::json) as t(name text, value text, points int, place int)
      on t.name = a.name and t.value = a.value
    where c.tenant_id = ${tx.tenant} and c.deleted_at is null and not ${isBest(of)} and ${isAmong(who)}
    group by c.id, c.email, c.paused_until having sum(t.points) > 0
    order by sum(t.points) desc, c.id limit ${limit}::int`);
}

/** Who has one of these addresses, whatever blanks around it and whichever case: customers by id, with the address as it is compared. */
export function readSharers(
  tx: TenantTransaction,
  emails: readonly string[],
): Promise<readonly { readonly id: string; readonly email: string }[]> {
  return tx.rows(sql`
    select c.id, lower(btrim(c.email)) as email from customers c
    where c.tenant_id = ${tx.tenant} and c.deleted_at is null and lower(btrim(c.email)) = any(${emails}::text[])
    order by c.id`);
}
