import type { Instant, LocalDate } from "@perennial/contract";
import {
  type DateOrder,
  type DayBounds,
  dayBounds,
  type FieldTest,
  type NumberOrder,
} from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import { columnOfField, type StoredField } from "./column-of-field.ts";

/** The moment at which a condition is asked. */
export interface AskedAt {
  readonly now: Instant;
  /** The calendar date at `now` in the zone. */
  readonly today: LocalDate;
  /** The tenant's zone, an IANA name. */
  readonly zone: string;
}

type Sql = RawBuilder<boolean>;

/** Compiles the comparison of one field to SQL that is true or false, never null. */
export function compileTest<Source>({ field, question }: FieldTest<Source>, at: AskedAt): Sql {
  if (question.ask === "member") return inGroup(sql`g.group_id = ${question.value}::text`);
  if (question.ask === "presence" && field.type === "set") {
    return question.present ? inGroup(sql`true`) : sql<boolean>`(not ${inGroup(sql`true`)})`;
  }
  const stored = columnOfField(field);
  const { value } = stored;
  switch (question.ask) {
    case "presence":
      return presence(field.type === "text" || field.type === "choice", question.present, value);
    case "equality":
      return equality(stored, question.values, question.equal);
    case "part":
      return holds(
        stored,
        question.part === "contains"
          ? sql`strpos(${value}, ${question.value}::text) > 0`
          : sql`starts_with(${value}, ${question.value}::text)`,
      );
    case "order":
      return holds(stored, sql`${value} ${ORDER[question.order]} ${cast(stored, question.value)}`);
    case "date": {
      const bounds = dayBounds(question.value, at.today, at.zone);
      const found = holds(stored, compareDate(stored, question.order, bounds));
      return question.denied ? sql<boolean>`(not ${found})` : found;
    }
  }
}

/** A customer's groups are rows of their own: the one set there is. */
function inGroup(which: RawBuilder<unknown>): Sql {
  return sql<boolean>`exists (select from group_members g
    where g.tenant_id = c.tenant_id and g.customer_id = c.id and ${which})`;
}

/** Makes a comparison false where the value is missing, in a way that leaves an index of the column usable. */
function holds({ value, isColumn }: StoredField, comparison: RawBuilder<unknown>): Sql {
  if (isColumn) return sql<boolean>`(${comparison} and ${value} is not null)`;
  return sql<boolean>`coalesce(${comparison}, false)`;
}

function presence(isText: boolean, present: boolean, value: RawBuilder<unknown>): Sql {
  if (!isText) return present ? sql`(${value} is not null)` : sql`(${value} is null)`;
  return present ? sql`(coalesce(${value}, '') <> '')` : sql`(coalesce(${value}, '') = '')`;
}

function equality(
  stored: StoredField,
  values: readonly (string | number | boolean)[],
  equal: boolean,
): Sql {
  const [first, ...others] = values;
  const comparison =
    others.length === 0
      ? sql`${stored.value} = ${cast(stored, first)}`
      : sql`${stored.value} = any(${values}::${sql.raw(stored.type)}[])`;
  return equal ? holds(stored, comparison) : sql<boolean>`(not ${holds(stored, comparison)})`;
}

function cast({ type }: StoredField, value: unknown): RawBuilder<unknown> {
  return sql`${value}::${sql.raw(type)}`;
}

/** The operators of SQL for the orders of a condition. */
export const ORDER: Readonly<Record<NumberOrder | "equals", RawBuilder<unknown>>> = {
  equals: sql`=`,
  "less-than": sql`<`,
  "at-most": sql`<=`,
  "at-least": sql`>=`,
  "more-than": sql`>`,
};

const DATE_ORDER: Readonly<Record<DateOrder, RawBuilder<unknown>>> = {
  before: sql`<`,
  "on-or-before": sql`<=`,
  on: sql`=`,
  "on-or-after": sql`>=`,
  after: sql`>`,
};

/** A moment is compared with the first moments of the day and of the day after, computed in JavaScript for both sides. */
function compareDate(
  stored: StoredField,
  order: DateOrder,
  bounds: DayBounds,
): RawBuilder<unknown> {
  const { value } = stored;
  if (stored.type !== "timestamptz") {
    return sql`${value} ${DATE_ORDER[order]} ${cast(stored, bounds.date)}`;
  }
  const start = cast(stored, bounds.start);
  const end = cast(stored, bounds.end);
  switch (order) {
    case "before":
      return sql`${value} < ${start}`;
    case "on-or-before":
      return sql`${value} < ${end}`;
    case "on":
      return sql`${value} >= ${start} and ${value} < ${end}`;
    case "on-or-after":
      return sql`${value} >= ${start}`;
    case "after":
      return sql`${value} >= ${end}`;
  }
}
