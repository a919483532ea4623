import { fromMillis } from "../../time/instant.ts";
import { wallClock } from "../../time/zone.ts";
import { longId } from "../record/record-id.ts";
import type { FieldType, FieldValue } from "../schema/field.ts";
import { type SpanContext, spanOf } from "./date-spans.ts";
import type { Literal, Operator } from "./syntax.ts";

/** A question to a value. */
export type Test = (value: FieldValue) => boolean;

interface Comparison {
  readonly operator: Operator;
  readonly value: Literal;
}

/** Compiles a comparison with a value. Nothing is unlike anything, and neither below nor above it, as in SOQL. */
export function compareWith(type: FieldType, comparison: Comparison, context: SpanContext): Test {
  const { operator, value: literal } = comparison;
  if (literal.kind === "null")
    return (value) => (value === null || value === "") === (operator === "=");
  if (operator === "LIKE") return like(literal.kind === "text" ? literal.value : "");
  if (literal.kind === "span")
    return within(type, operator, spanOf(literal.name, literal.count, context), context);
  const wanted = constantOf(type, literal);
  return ordered(operator, (value) => compareValues(value, wanted, type));
}

/** Which of two values comes first; texts are compared without regard to case, ids letter by letter. */
export function compareValues(one: FieldValue, other: FieldValue, type?: FieldType): number {
  if (typeof one === "string" && typeof other === "string") {
    const isExact = type === "id" || type === "reference";
    return isExact ? order(one, other) : order(one.toLowerCase(), other.toLowerCase());
  }
  return order(Number(one), Number(other));
}

function order<T extends string | number>(one: T, other: T): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function constantOf(type: FieldType, literal: Exclude<Literal, { kind: "null" | "span" }>) {
  if (literal.kind === "moment")
    return new Date(literal.value.replace(/([+-]\d{2})(\d{2})$/, "$1:$2")).toISOString();
  const isId = type === "id" || type === "reference";
  return literal.kind === "text" && isId ? (longId(literal.value) ?? "") : literal.value;
}

function ordered(operator: Operator, compare: (value: FieldValue) => number): Test {
  return (value) => {
    if (value === null) return operator === "!=";
    const order = compare(value);
    switch (operator) {
      case "=":
        return order === 0;
      case "!=":
        return order !== 0;
      case "<":
        return order < 0;
      case "<=":
        return order <= 0;
      case ">":
        return order > 0;
      default:
        return order >= 0;
    }
  };
}

function within(
  type: FieldType,
  operator: Operator,
  span: { fromMs: number; toMs: number },
  { timeZone }: SpanContext,
): Test {
  const edge = (ms: number) =>
    type === "date" ? wallClock(fromMillis(ms), timeZone).date : fromMillis(ms);
  const [from, to] = [edge(span.fromMs), edge(span.toMs)];
  return ordered(operator, (value) => {
    if (compareValues(value, from) < 0) return -1;
    return compareValues(value, to) < 0 ? 0 : 1;
  });
}

function like(pattern: string): Test {
  let source = "";
  for (let index = 0; index < pattern.length; index += 1) {
    const letter = pattern[index] ?? "";
    const next = pattern[index + 1];
    if (letter === "\\" && (next === "%" || next === "_")) {
      source += next;
      index += 1;
    } else if (letter === "%") source += "[\\s\\S]*";
    else if (letter === "_") source += "[\\s\\S]";
    else source += letter.replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
  }
  const form = new RegExp(`^${source}$`, "i");
  return (value) => typeof value === "string" && form.test(value);
}
