import { type Column, isLookup } from "../metadata/column.ts";
import type { Table } from "../metadata/table.ts";
import { badPayload, badValue } from "../refusal.ts";
import { isReference, type Value } from "./value.ts";

/** A value as it is kept; refuses one of another type, too long, out of range or no choice. */
export function keptValue(table: Table, column: Column, value: unknown): Value {
  if (value === null || value === undefined) return null;
  const check = CHECKS[column.type];
  if (isLookup(column)) {
    if (isRef(value)) return value;
    throw wrongType(table, "Edm.Guid");
  }
  return check === undefined ? keptText(table, column, value) : check(table, column, value);
}

type Check = (table: Table, column: Column, value: unknown) => Value;

const CHECKS: Readonly<Record<string, Check>> = {
  Integer: keptWhole,
  BigInt: keptWhole,
  Decimal: keptNumber,
  Double: keptNumber,
  Money: keptNumber,
  Boolean: (table, _column, value) => {
    if (typeof value === "boolean") return value;
    throw wrongType(table, "Edm.Boolean", value);
  },
  DateTime: keptDate,
  Picklist: keptChoice,
  State: keptChoice,
  Status: keptChoice,
  MultiSelectPicklist: keptChoices,
  Uniqueidentifier: (table, _column, value) => {
    if (typeof value === "string" && isGuid(value)) return value.toLowerCase();
    throw wrongType(table, "Edm.Guid", value);
  },
};

/** Whether a text is a UUID. */
export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);
}

function keptText(table: Table, column: Column, value: unknown): Value {
  if (typeof value !== "string") throw wrongType(table, "Edm.String", value);
  const { maxLength = Number.POSITIVE_INFINITY } = column;
  if (value.length > maxLength)
    throw badValue(
      "0x80044331",
      `A validation error occurred. The length of the '${column.name}' attribute of the '${table.name}' entity exceeded the maximum allowed length of '${maxLength}'.`,
    );
  return value === "" ? null : value;
}

function keptWhole(table: Table, column: Column, value: unknown): Value {
  if (typeof value !== "number" || !Number.isInteger(value))
    throw wrongType(table, "Edm.Int32", value);
  return inRange(table, column, value);
}

function keptNumber(table: Table, column: Column, value: unknown): Value {
  if (typeof value !== "number" || !Number.isFinite(value))
    throw wrongType(table, "Edm.Decimal", value);
  const scale = 10 ** (column.precision ?? 10);
  return inRange(table, column, Math.round(value * scale) / scale);
}

function inRange(table: Table, column: Column, value: number): number {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = column;
  if (value >= minimum && value <= maximum) return value;
  throw badValue(
    "0x80044330",
    `A validation error occurred. The value of '${column.name}' on record of type '${table.name}' is outside the valid range.`,
  );
}

function keptChoice(table: Table, column: Column, value: unknown): Value {
  if (typeof value !== "number" || !Number.isInteger(value))
    throw wrongType(table, "Edm.Int32", value);
  if (column.choices.some((choice) => choice.value === value)) return value;
  const accepted = column.choices.map((choice) => choice.value).join(",");
  throw badValue(
    "0x8004431a",
    `A validation error occurred. The value '${value}' of '${column.name}' on record of type '${table.name}' is outside the valid range. Accepted Values: ${accepted}`,
  );
}

function keptChoices(table: Table, column: Column, value: unknown): Value {
  if (typeof value !== "string") throw wrongType(table, "Edm.String", value);
  const given = value.split(",").map((one) => Number(one.trim()));
  for (const one of given) keptChoice(table, column, one);
  return given.toSorted((one, other) => one - other).join(",");
}

function keptDate(table: Table, column: Column, value: unknown): Value {
  const type = column.dateOnly ? "Edm.Date" : "Edm.DateTimeOffset";
  if (typeof value !== "string") throw wrongType(table, type, value);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
  const isMoment =
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/i.test(value);
  const millis = Date.parse(isDay ? `${value}T00:00:00Z` : value);
  const fits = Number.isFinite(millis) && (column.dateOnly ? isDay : isDay || isMoment);
  if (!fits || (isDay && !new Date(millis).toISOString().startsWith(value)))
    throw wrongType(table, type, value);
  if (millis < Date.UTC(1753, 0, 1))
    throw badValue("0x80040239", "DateTime is less than minumum value supported by CrmDateTime.");
  const kept = new Date(millis).toISOString();
  return column.dateOnly ? kept.slice(0, 10) : `${kept.slice(0, 19)}Z`;
}

function isRef(value: unknown): value is Value & object {
  return typeof value === "object" && value !== null && "table" in value && "id" in value
    ? isReference({ table: String(value.table), id: String(value.id) })
    : false;
}

function wrongType(table: Table, type: string, value?: unknown) {
  const shown = typeof value === "object" ? "a structured value" : `the literal '${String(value)}'`;
  return badPayload(table.setName, `Cannot convert ${shown} to the expected type '${type}'.`);
}
