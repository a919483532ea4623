import type { Field, FieldType, Operator } from "@perennial/lifecycle";
import { isRecord } from "./paths.ts";

/** What kind of question a condition is. */
export type ConditionShape = "all" | "any" | "not" | "field" | "count" | "sum" | "other";

const SHAPES = ["all", "any", "not", "field", "count", "sum"] as const;

/** The shape of what stands in the file; `other` for what is no condition. */
export function shapeOf(value: unknown): ConditionShape {
  if (!isRecord(value)) return "other";
  return SHAPES.find((shape) => Object.hasOwn(value, shape)) ?? "other";
}

/** What a new question is, until somebody chooses. */
export const NEW_QUESTION = { field: "customer.email", is: "is-set" } as const;

const WITHOUT_VALUE: ReadonlySet<string> = new Set(["is-set", "is-empty"]);
const WITH_LIST: ReadonlySet<string> = new Set(["one-of", "not-one-of"]);

/** Whether an operator compares with nothing, one value or several. */
export function operandOf(operator: string): "none" | "one" | "several" {
  if (WITHOUT_VALUE.has(operator)) return "none";
  return WITH_LIST.has(operator) ? "several" : "one";
}

/** The value a question begins with. */
export function firstValue(
  field: Pick<Field<never>, "type" | "values">,
  operator: string,
): unknown {
  const operand = operandOf(operator);
  if (operand === "none") return undefined;
  const one = VALUES[field.type] ?? field.values?.[0] ?? "";
  return operand === "several" ? [one] : one;
}

const VALUES: Readonly<Partial<Record<FieldType, unknown>>> = {
  ...{ number: 0, money: 0, boolean: true, date: "today", instant: "today" },
};

/** A question about another field, with what of the old one fits. */
export function withField(
  path: string,
  field: Pick<Field<never>, "type" | "values">,
  operators: readonly Operator[],
  was: string,
): Readonly<Record<string, unknown>> {
  const usual = operators.includes("equals") ? "equals" : (operators[0] ?? "is-set");
  const is = operators.find((each) => each === was) ?? usual;
  const value = firstValue(field, is);
  return { field: path, is, ...(value !== undefined && { value }) };
}

/** A date in a condition: fixed, or counted from today. */
export type DateValue =
  | { readonly kind: "fixed"; readonly date: string }
  | { readonly kind: "today" }
  | { readonly kind: "after" | "before"; readonly by: string };

/** Reads a date of a condition; what is none counts as fixed. */
export function dateValue(text: string): DateValue {
  if (text === "today") return { kind: "today" };
  const [, sign, by] = /^today([+-])(P.+)$/.exec(text) ?? [];
  if (by === undefined) return { kind: "fixed", date: text };
  return { kind: sign === "+" ? "after" : "before", by };
}

/** Writes a date of a condition. */
export function dateText(value: DateValue): string {
  if (value.kind === "fixed") return value.date;
  if (value.kind === "today") return "today";
  return `today${value.kind === "after" ? "+" : "-"}${value.by}`;
}
