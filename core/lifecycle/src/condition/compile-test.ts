import type { AttributeValue } from "@perennial/contract";
import type { Facts } from "../facts/facts.ts";
import { type DayBounds, dayBounds, oncePerDay } from "./condition-date.ts";
import { type Field, isMissing } from "./field.ts";
import type { DateOrder, FieldQuestion, FieldTest, NumberOrder } from "./resolved-condition.ts";

/** A test made ready: a record, and the facts for the day and the zone, to true or false. */
export type CompiledTest<Source> = (record: Source, facts: Facts) => boolean;

/** Compiles the comparison of one field. */
export function compileTest<Source>({ field, question }: FieldTest<Source>): CompiledTest<Source> {
  if (question.ask === "date") return compileDate(field, question);
  if (question.ask === "member") {
    return (record) => field.members?.(record).includes(question.value) ?? false;
  }
  const holds = compileQuestion(question);
  return (record) => holds(field.read(record));
}

type Holds = (value: AttributeValue | undefined) => boolean;

function compileQuestion(question: Exclude<FieldQuestion, { ask: "date" | "member" }>): Holds {
  switch (question.ask) {
    case "presence":
      return question.present ? (value) => !isMissing(value) : isMissing;
    case "equality":
      return compileEquality(question.values, question.equal);
    case "part": {
      const part = question.value;
      if (question.part === "contains") {
        return (value) => typeof value === "string" && value.includes(part);
      }
      return (value) => typeof value === "string" && value.startsWith(part);
    }
    case "order":
      return compileOrder(question.order, question.value);
  }
}

function compileEquality(values: readonly AttributeValue[], equal: boolean): Holds {
  const [first, ...others] = values;
  if (others.length === 0) {
    return equal ? (value) => value === first : (value) => value !== first;
  }
  const known = new Set<AttributeValue | undefined>(values);
  return equal ? (value) => known.has(value) : (value) => !known.has(value);
}

function compileOrder(order: NumberOrder, limit: number): Holds {
  switch (order) {
    case "less-than":
      return (value) => typeof value === "number" && value < limit;
    case "at-most":
      return (value) => typeof value === "number" && value <= limit;
    case "at-least":
      return (value) => typeof value === "number" && value >= limit;
    case "more-than":
      return (value) => typeof value === "number" && value > limit;
  }
}

/**
 * A date is compared with a date as text. A moment is compared with the first moments of the day and of
 * the day after, which is what its local date comes to, and what SQL can do with an index.
 */
function compileDate<Source>(
  field: Field<Source>,
  question: Extract<FieldQuestion, { ask: "date" }>,
): CompiledTest<Source> {
  const bounds = oncePerDay((today, zone) => dayBounds(question.value, today, zone));
  const compare = (field.type === "instant" ? COMPARE_MOMENT : COMPARE_DATE)[question.order];
  const { denied } = question;
  return (record, facts) => {
    const value = field.read(record);
    const holds = typeof value === "string" && value !== "" && compare(value, bounds(facts));
    return holds !== denied;
  };
}

type Compare = Readonly<Record<DateOrder, (value: string, bounds: DayBounds) => boolean>>;

const COMPARE_DATE: Compare = {
  before: (value, { date }) => value < date,
  "on-or-before": (value, { date }) => value <= date,
  on: (value, { date }) => value === date,
  "on-or-after": (value, { date }) => value >= date,
  after: (value, { date }) => value > date,
};

const COMPARE_MOMENT: Compare = {
  before: (value, { start }) => value < start,
  "on-or-before": (value, { end }) => value < end,
  on: (value, { start, end }) => value >= start && value < end,
  "on-or-after": (value, { start }) => value >= start,
  after: (value, { end }) => value >= end,
};
