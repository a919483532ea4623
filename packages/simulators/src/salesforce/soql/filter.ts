import type { SObjectRecord } from "../record/record.ts";
import { longId } from "../record/record-id.ts";
import type { FieldType, FieldValue } from "../schema/field.ts";
import type { SObjectType } from "../schema/sobject-type.ts";
import { compareWith, type Test } from "./compare.ts";
import type { ResolvedPath, Resolver } from "./resolver.ts";
import type { Condition, Literal, Query } from "./syntax.ts";

const NUMBERS: readonly FieldType[] = ["int", "double", "currency", "percent"];

/** What conditions are compiled with. */
export interface FilterContext {
  readonly resolver: Resolver;
  /** The values that a query in brackets finds. */
  valuesOf(query: Query, resolver: Resolver): readonly FieldValue[];
}

/** Compiles a condition into a question to a record; throws where it does not fit the fields. */
export function filterOf(
  condition: Condition,
  type: SObjectType,
  context: FilterContext,
): (record: SObjectRecord) => boolean {
  switch (condition.kind) {
    case "and": {
      const parts = condition.parts.map((part) => filterOf(part, type, context));
      return (record) => parts.every((part) => part(record));
    }
    case "or": {
      const parts = condition.parts.map((part) => filterOf(part, type, context));
      return (record) => parts.some((part) => part(record));
    }
    case "not": {
      const part = filterOf(condition.part, type, context);
      return (record) => !part(record);
    }
    default:
      return leafOf(condition, type, context);
  }
}

/** The ids that a condition names, where it can hold for no other record: found without looking at all of them. */
export function idsOf(condition: Condition | undefined): readonly string[] | undefined {
  if (condition === undefined) return undefined;
  if (condition.kind === "and") return condition.parts.map(idsOf).find((ids) => ids !== undefined);
  if (condition.kind !== "compare" && condition.kind !== "in") return undefined;
  const isId = condition.path.parts.length === 1 && condition.path.parts[0]?.toLowerCase() === "id";
  if (!isId) return undefined;
  if (condition.kind === "compare")
    return condition.operator === "=" ? texts([condition.value]) : undefined;
  if (condition.negated || !Array.isArray(condition.values)) return undefined;
  return texts(condition.values);
}

function texts(values: readonly Literal[]): readonly string[] {
  return values.flatMap((one) => (one.kind === "text" ? [longId(one.value) ?? ""] : []));
}

type Leaf = Exclude<Condition, { kind: "and" | "or" | "not" }>;

function leafOf(leaf: Leaf, type: SObjectType, context: FilterContext) {
  const { resolver } = context;
  const path = resolver.path(type, leaf.path);
  checkFilterable(path, leaf, resolver);
  if (leaf.kind === "compare") {
    checkOperator(path, leaf, resolver);
    checkLiteral(path, leaf.value, resolver);
    const test: Test = compareWith(path.type, leaf, resolver.scope);
    return (record: SObjectRecord) => test(path.get(record));
  }
  if (leaf.kind === "includes") {
    for (const value of leaf.values) checkLiteral(path, value, resolver);
    const wanted = leaf.values.map((one) => ("value" in one ? String(one.value).split(";") : []));
    return (record: SObjectRecord) => {
      const held = String(path.get(record) ?? "").split(";");
      return wanted.some((all) => all.every((one) => held.includes(one))) !== leaf.negated;
    };
  }
  const values = memberKeys(path, leaf.values, context);
  return (record: SObjectRecord) => values.has(key(path.get(record))) !== leaf.negated;
}

function memberKeys(
  path: ResolvedPath,
  values: readonly Literal[] | Query,
  { resolver, valuesOf }: FilterContext,
): ReadonlySet<FieldValue> {
  if (!isList(values)) return new Set(valuesOf(values, resolver).map(key));
  for (const value of values) checkLiteral(path, value, resolver);
  return new Set(values.map((one) => key(constant(path, one))));
}

function isList(values: readonly Literal[] | Query): values is readonly Literal[] {
  return Array.isArray(values);
}

function constant(path: ResolvedPath, literal: Literal): FieldValue {
  if (literal.kind === "null" || literal.kind === "span") return null;
  if (literal.kind === "moment") return new Date(literal.value).toISOString();
  const isId = path.type === "id" || path.type === "reference";
  return literal.kind === "text" && isId ? (longId(literal.value) ?? "") : literal.value;
}

// Texts are the same in any case; ids are, for their last three letters, different texts even so.
function key(value: FieldValue): FieldValue {
  return typeof value === "string" ? value.toLowerCase() : value;
}

function checkFilterable(path: ResolvedPath, leaf: Leaf, resolver: Resolver): void {
  const { field } = path;
  if (field?.type === "textarea" && field.length > 255)
    throw resolver.error(
      leaf.path,
      "INVALID_FIELD",
      `field '${field.name}' can not be filtered in a query call`,
    );
}

function checkOperator(
  path: ResolvedPath,
  leaf: Extract<Condition, { kind: "compare" }>,
  resolver: Resolver,
): void {
  const isId = path.type === "id" || path.type === "reference";
  const isLike = leaf.operator === "LIKE";
  const isOrder = !["=", "!=", "LIKE"].includes(leaf.operator);
  const isWrong =
    (isLike && (isId || !takesText(path.type))) ||
    (isOrder && path.type === "boolean") ||
    (isOrder && leaf.value.kind === "null");
  if (isWrong)
    throw resolver.error(
      leaf.path,
      "INVALID_QUERY_FILTER_OPERATOR",
      `invalid operator on ${isId ? "id" : path.type} field`,
    );
}

function takesText(type: FieldType): boolean {
  return !NUMBERS.includes(type) && !["boolean", "date", "datetime", "time"].includes(type);
}

function checkLiteral(path: ResolvedPath, literal: Literal, resolver: Resolver): void {
  if (literal.kind === "null" || fits(path.type, literal)) {
    const isId = path.type === "id" || path.type === "reference";
    if (isId && literal.kind === "text" && longId(literal.value) === undefined)
      throw resolver.error(
        literal,
        "INVALID_QUERY_FILTER_OPERATOR",
        `invalid ID field: ${literal.value}`,
      );
    return;
  }
  const name = path.names.at(-1) ?? "";
  const kind = takesText(path.type) ? "string" : NUMBERS.includes(path.type) ? "double" : path.type;
  const quotes = kind === "string" ? "should be" : "should not be";
  throw resolver.error(
    literal,
    "INVALID_FIELD",
    `value of filter criterion for field '${name}' must be of type ${kind === "datetime" ? "dateTime" : kind} and ${quotes} enclosed in quotes`,
  );
}

function fits(type: FieldType, literal: Literal): boolean {
  if (NUMBERS.includes(type)) return literal.kind === "number";
  if (type === "boolean") return literal.kind === "flag";
  if (type === "date") return literal.kind === "day" || literal.kind === "span";
  if (type === "datetime") return literal.kind === "moment" || literal.kind === "span";
  return literal.kind === "text";
}
