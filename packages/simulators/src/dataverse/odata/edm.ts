import { type Column, isLookup } from "../metadata/column.ts";
import type { Value } from "../record/value.ts";
import { isReference } from "../record/value.ts";
import type { Literal } from "./filter-node.ts";
import { OdataProblem } from "./odata-problem.ts";

/** The type of a column as the Web API names it. */
export function edmTypeOf(column: Column): string {
  if (isLookup(column) || column.type === "Uniqueidentifier") return "Edm.Guid";
  if (column.type === "DateTime") return column.dateOnly ? "Edm.Date" : "Edm.DateTimeOffset";
  return EDM[column.type] ?? "Edm.String";
}

const EDM: Readonly<Record<string, string>> = {
  Integer: "Edm.Int32",
  BigInt: "Edm.Int64",
  Decimal: "Edm.Decimal",
  Double: "Edm.Double",
  Money: "Edm.Decimal",
  Boolean: "Edm.Boolean",
  Picklist: "Edm.Int32",
  State: "Edm.Int32",
  Status: "Edm.Int32",
};

const FITTING: Readonly<Record<string, readonly Literal["kind"][]>> = {
  "Edm.String": ["string"],
  "Edm.Guid": ["guid"],
  "Edm.Boolean": ["boolean"],
  "Edm.Date": ["date"],
  "Edm.DateTimeOffset": ["moment", "date"],
};

const LITERAL_TYPES: Readonly<Record<Literal["kind"], string>> = {
  string: "Edm.String",
  number: "Edm.Int32",
  boolean: "Edm.Boolean",
  guid: "Edm.Guid",
  date: "Edm.Date",
  moment: "Edm.DateTimeOffset",
  null: "Edm.String",
};

const OPERATORS: Readonly<Record<string, string>> = {
  eq: "Equal",
  ne: "NotEqual",
  gt: "GreaterThan",
  ge: "GreaterThanOrEqual",
  lt: "LessThan",
  le: "LessThanOrEqual",
};

/** Something of which one may come before another; nothing where a column is empty. */
export type Key = string | number | boolean | undefined;

/** The value of a literal for a column; refuses one of another type. */
export function keyOf(column: Column, literal: Literal, how: string): Key {
  if (literal.kind === "null") return undefined;
  const type = edmTypeOf(column);
  const fitting = FITTING[type] ?? ["number"];
  if (!fitting.includes(literal.kind))
    throw new OdataProblem(
      `A binary operator with incompatible types was detected. Found operand types '${type}' and '${LITERAL_TYPES[literal.kind]}' for operator kind '${OPERATORS[how] ?? how}'.`,
    );
  if (type === "Edm.DateTimeOffset") return momentOf(literal.text);
  if (literal.kind === "number") return Number(literal.text);
  if (literal.kind === "boolean") return literal.text === "true";
  return literal.kind === "guid" ? literal.text.toLowerCase() : literal.text;
}

/** What a stored value is compared by. */
export function storedKey(column: Column, value: Value): Key {
  if (value === null) return undefined;
  if (isReference(value)) return value.id;
  return edmTypeOf(column) === "Edm.DateTimeOffset" ? Date.parse(String(value)) : value;
}

// The service's databases compare text without regard to case; Swedish letters are letters of their own.
const collator = new Intl.Collator("sv", { sensitivity: "base" });

/** Which of two values comes first: negative, zero or positive. */
export function compareKeys(
  one: string | number | boolean,
  other: string | number | boolean,
): number {
  if (typeof one === "string" && typeof other === "string") return collator.compare(one, other);
  return Number(one) - Number(other);
}

function momentOf(text: string): number {
  const millis = Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text);
  if (Number.isFinite(millis)) return millis;
  throw new OdataProblem(`The literal '${text}' is not a valid 'Edm.DateTimeOffset'.`);
}
