import type { ObjectType } from "../record/object-type.ts";
import type { PropertyDefinition } from "../record/property.ts";
import type { PropertyBook } from "../record/property-book.ts";
import { type HubspotRecord, propertyOf } from "../record/record.ts";
import { invalid } from "./refusal.ts";

/** The operators of search (crm/hubspot.md, 4.1). */
export const OPERATORS = [
  "EQ",
  "NEQ",
  "LT",
  "LTE",
  "GT",
  "GTE",
  "BETWEEN",
  "IN",
  "NOT_IN",
  "HAS_PROPERTY",
  "NOT_HAS_PROPERTY",
  "CONTAINS_TOKEN",
  "NOT_CONTAINS_TOKEN",
] as const;
/** How a condition compares. */
export type Operator = (typeof OPERATORS)[number];

/** One condition of a search. */
export interface Filter {
  readonly propertyName: string;
  readonly operator: Operator;
  readonly value?: string;
  readonly highValue?: string;
  readonly values?: readonly string[];
}

/** Whether a record fits. */
export type Test = (record: HubspotRecord) => boolean;

const ORDERED: readonly Operator[] = ["LT", "LTE", "GT", "GTE", "BETWEEN"];

/** A condition as a test; refuses one that search does not understand. */
export function testOf(filter: Filter, type: ObjectType, book: PropertyBook): Test {
  const { propertyName, operator } = filter;
  const definition = book.get(propertyName);
  if (definition === undefined)
    throw invalid(`There was a problem with the request. Property ${propertyName} does not exist`, [
      {
        message: `Property "${propertyName}" does not exist`,
        code: "PROPERTY_DOESNT_EXIST",
        context: { propertyName: [propertyName] },
      },
    ]);
  checkOperands(filter);
  const read = (record: HubspotRecord) => propertyOf(type, record, propertyName);
  if (operator === "HAS_PROPERTY") return (record) => read(record) !== null;
  if (operator === "NOT_HAS_PROPERTY") return (record) => read(record) === null;
  if (ORDERED.includes(operator)) return orderTest(filter, definition, keyReader(type, definition));
  return setTest(filter, definition, read);
}

/** A value as search orders it: numbers and moments by size, text by its letters in lower case. */
export function sortKey(
  definition: PropertyDefinition,
  value: string | null,
): number | string | undefined {
  if (value === null) return undefined;
  if (definition.type === "number") return Number(value);
  if (definition.type !== "date" && definition.type !== "datetime") return value.toLowerCase();
  return /^-?\d{5,}$/.test(value) ? Number(value) : Date.parse(value);
}

/** Reads what a record is ordered by; ids and dates of records without writing them first. */
export function keyReader(
  type: ObjectType,
  definition: PropertyDefinition,
): (record: HubspotRecord) => number | string | undefined {
  const { name } = definition;
  if (name === "hs_object_id") return (record) => record.id;
  if (name === type.created) return (record) => record.createdMs;
  if (name === type.modified) return (record) => record.updatedMs;
  return (record) => sortKey(definition, propertyOf(type, record, name));
}

function orderTest(
  filter: Filter,
  definition: PropertyDefinition,
  read: (record: HubspotRecord) => number | string | undefined,
): Test {
  const low = operand(definition, filter.value);
  const high = filter.operator === "BETWEEN" ? operand(definition, filter.highValue) : low;
  const { operator } = filter;
  return (record) => {
    const key = read(record);
    if (key === undefined) return false;
    if (operator === "LT") return key < low;
    if (operator === "LTE") return key <= low;
    if (operator === "GT") return key > low;
    if (operator === "GTE") return key >= low;
    return key >= low && key <= high;
  };
}

function setTest(
  filter: Filter,
  definition: PropertyDefinition,
  read: (record: HubspotRecord) => string | null,
): Test {
  const { operator } = filter;
  const wanted = (filter.values ?? [filter.value ?? ""]).map((one) => operand(definition, one));
  if (operator.endsWith("TOKEN")) {
    const tokens = String(wanted[0]).toLowerCase();
    const pattern = tokenPattern(tokens);
    const says = operator === "CONTAINS_TOKEN";
    return (record) => pattern.test(read(record) ?? "") === says;
  }
  const isIn = operator === "EQ" || operator === "IN";
  return (record) => {
    const value = read(record);
    // What has no value is neither equal nor, for search, unequal.
    if (value === null) return false;
    const parts = definition.fieldType === "checkbox" ? value.split(";") : [value];
    const fits = parts.some((part) => wanted.includes(sortKey(definition, part) ?? ""));
    return fits === isIn;
  };
}

function operand(definition: PropertyDefinition, value: string | undefined): number | string {
  const key = sortKey(definition, value ?? null);
  if (key !== undefined && !Number.isNaN(key)) return key;
  throw invalid(`${value} is not a valid ${definition.type} for property ${definition.name}`);
}

function checkOperands({ propertyName, operator, value, highValue, values }: Filter): void {
  const wrong = (what: string) =>
    invalid(`There was a problem with the request. ${operator} on ${propertyName} ${what}`);
  const isList = operator === "IN" || operator === "NOT_IN";
  if (isList && (values === undefined || values.length === 0)) throw wrong("needs values");
  if (isList && value !== undefined) throw wrong("takes values, not a value");
  if (!isList && values !== undefined) throw wrong("takes no values");
  if (operator.endsWith("HAS_PROPERTY")) {
    if (value !== undefined) throw wrong("takes no value");
    return;
  }
  if (!isList && value === undefined) throw wrong("needs a value");
  if ((operator === "BETWEEN") !== (highValue !== undefined))
    throw wrong("needs a highValue, and nothing else does");
}

// Words are what search knows; a star stands for the rest of one.
function tokenPattern(tokens: string): RegExp {
  const source = tokens
    .split("*")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("\\S*");
  return new RegExp(`(?:^|[\\s@.,;_-])${source}(?:$|[\\s@.,;_-])`, "i");
}
