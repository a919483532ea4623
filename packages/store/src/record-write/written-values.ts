import type { LocalDate } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";
import { type ReviewScope, within } from "../review/review-scope.ts";
import type { CourseField } from "./course-writes.ts";
import type { WordField } from "./word-fields.ts";

/**
 * What of a customer can be told to the system of record (architecture.md, 5): where it stands, and the agreement that
 * ends next, with its yearly value in minor units.
 */
export const WRITTEN_FIELDS = [
  ...(["tier", "phase", "valueClass", "segment", "risk", "value"] as const),
  ...(["nextRenewal", "renewalValue"] as const),
] as const;

/** A field of a customer that can be told to the system of record. */
export type WrittenField = (typeof WRITTEN_FIELDS)[number];

/** What is told of a customer; a field that it has no value of is left out. */
export type WrittenValues = Readonly<
  Partial<Record<WrittenField | CourseField | WordField, string | number>>
>;

/** Those of some names that are fields which can be told. */
export function writtenFields(names: readonly string[]): readonly WrittenField[] {
  return WRITTEN_FIELDS.filter((each) => names.includes(each));
}

const VALUES: Readonly<Record<WrittenField, RawBuilder<unknown>>> = {
  tier: sql`c.tier`,
  phase: sql`c.phase`,
  valueClass: sql`c.value_class`,
  segment: sql`c.segment`,
  risk: sql`s.risk`,
  value: sql`s.value`,
  nextRenewal: sql`r.ends_on`,
  renewalValue: sql`r.yearly_value`,
};

/** Whose values, of which fields, and on which day. */
export interface ValuesOf {
  readonly tenant: number;
  readonly scope: ReviewScope;
  readonly fields: readonly WrittenField[];
  readonly today: LocalDate;
}

/** The values of customers as they are, as `id` and `now`; of those that the system of record deleted there are none. */
export function writtenValues({ tenant, scope, fields, today }: ValuesOf): RawBuilder<unknown> {
  const here = sql`${tenant}::int`;
  // Asked for each customer by key, and only for those of the scope.
  const renewal = sql`
    left join lateral (
      select a.ends_on, a.yearly_value from agreements a
      where a.tenant_id = ${here} and a.customer_id = c.id and a.party = 'own'
        and a.status not in ('ordered', 'cancelled', 'ended') and a.ends_on >= ${today}::date
      order by a.ends_on, a.id limit 1) r on true`;
  const hasRenewal = fields.includes("nextRenewal") || fields.includes("renewalValue");
  return sql`
    select c.id, jsonb_strip_nulls(${objectOf(fields)}) as now
    from customers c left join standings s
      on s.tenant_id = ${here} and s.customer_id = c.id and ${within(scope, sql`s.customer_id`)}
      ${hasRenewal ? renewal : sql``}
    where c.tenant_id = ${here} and ${within(scope, sql`c.id`)} and c.deleted_at is null`;
}

/** The fields that the system of record may have told itself, of customers `c`. */
export function toldValues(fields: readonly WrittenField[]): RawBuilder<unknown> {
  const own: ReadonlySet<WrittenField> = new Set(["tier", "phase", "valueClass", "segment"]);
  return sql`jsonb_strip_nulls(${objectOf(fields.filter((each) => own.has(each)))})`;
}

function objectOf(fields: readonly WrittenField[]): RawBuilder<unknown> {
  if (fields.length === 0) return sql`'{}'::jsonb`;
  const pairs = fields.map((each) => sql`${sql.lit(each)}, ${VALUES[each]}`);
  return sql`jsonb_build_object(${sql.join(pairs)})`;
}
