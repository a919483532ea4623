import type { TwinsOf, TwinsWho } from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";

/** Whether a customer `c` with its standing `s` is one of the best. */
export function isBest({ valueClass, segment, band }: TwinsOf): RawBuilder<boolean> {
  if (band !== undefined) return sql`coalesce(s.band = ${band}, false)`;
  const inSegment = segment === undefined ? sql`true` : sql`c.segment = ${segment}`;
  return sql`coalesce(c.value_class = ${valueClass} and ${inSegment}, false)`;
}

/** Whether a customer is one of the base: a class or a state of the flow, and not lost. */
export const IS_IN_BASE = sql<boolean>`coalesce(s.flow <> 'lost', c.value_class is not null)`;

/** Whether a customer is one of those that twins are looked for among. */
export function isAmong(who: TwinsWho): RawBuilder<boolean> {
  const prospect = sql`(s.flow is null and c.value_class is null)`;
  if (who === "prospects") return sql`${prospect}`;
  return who === "customers" ? sql`not ${prospect}` : sql`true`;
}

/** Customers that are there, with their standings. */
export function customersOf(tenant: number): RawBuilder<unknown> {
  return sql`customers c left join standings s on s.tenant_id = ${tenant} and s.customer_id = c.id`;
}

/** The attributes of a customer `c` as rows of name and value, as `twinAttributesOf` reads them. */
export function attributeRows(names: readonly string[]): RawBuilder<unknown> {
  return sql`(
    select v.name, v.value from (values ('kind', c.kind), ('country', c.country), ('locale', c.locale),
      ('region', substring(c.postal_address from '(?:^|[^0-9])([1-9][0-9])[0-9] ?[0-9]{2}(?:[^0-9]|$)'))) v(name, value)
    where v.value is not null
    union all
    select 'attributes.' || e.key, e.value #>> '{}' from jsonb_each(c.attributes) e
    where e.key = any(${names}::text[]) and jsonb_typeof(e.value) in ('string', 'boolean') and e.value #>> '{}' <> '')`;
}
