import { Instant, LocalDate, type LocalTime, MinorAmount } from "@perennial/contract";
import { instantAt } from "@perennial/lifecycle";
import { z } from "zod";
import { importWords } from "../words/import-messages.ts";
import { existing } from "./convert/date-format.ts";
import { Decimal } from "./convert/decimal.ts";
import { RECORD_SCHEMAS, type RecordKind } from "./record-kinds.ts";
import { shown, UnfitError, type Value } from "./value.ts";

/** What a field of a canonical record holds. */
export type FieldType =
  | "text"
  | "phone"
  | "email"
  | "boolean"
  | "integer"
  | "amount"
  | "number"
  | "date"
  | "instant"
  | { readonly choices: readonly string[] };

/** The type of a field, read from the schema of its record. */
export function fieldType(kind: RecordKind, field: string): FieldType {
  if (kind === "customers" && (field === "mobile" || field === "phone")) return "phone";
  if (kind === "customers" && field === "email") return "email";
  const schemas: Readonly<Record<string, z.core.$ZodType>> = RECORD_SCHEMAS[kind].shape;
  const schema = bare(schemas[field]);
  if (schema === Instant) return "instant";
  if (schema === LocalDate) return "date";
  if (schema === MinorAmount) return "amount";
  if (schema instanceof z.ZodEnum) return { choices: schema.options.map(String) };
  if (schema instanceof z.ZodBoolean) return "boolean";
  if (schema instanceof z.ZodNumberFormat) return "integer";
  return schema instanceof z.ZodNumber ? "number" : "text";
}

function bare(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return bare(schema.unwrap());
  return schema;
}

/**
 * Gives a value the form its field has, where there is only one way to read it.
 * @throws UnfitError with what to do where there is none or more than one.
 */
export function toFieldType(value: Value, type: FieldType, zone: string): Value {
  if (typeof type === "object") return choice(value, type.choices);
  return READERS[type](value, zone);
}

const READERS: Readonly<Record<Exclude<FieldType, object>, (value: Value, zone: string) => Value>> =
  {
    text: (value) => String(value),
    phone: (value) => phone(value),
    email: (value) => email(value),
    boolean: (value) => toBoolean(value),
    integer: (value) => integer(value),
    amount: (value) => amount(value),
    number: (value) => plainNumber(value),
    date: (value) => toDate(value),
    instant: (value, zone) => toInstant(value, zone),
  };

function choice(value: Value, choices: readonly string[]): string {
  const text = String(value);
  const found = choices.find((each) => each.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return found;
  throw new UnfitError(importWords("no-choice", { value: shown(text), known: choices.join(", ") }));
}

function phone(value: Value): string {
  const text = String(value);
  if (/^\+[1-9]\d{6,14}$/.test(text)) return text;
  throw new UnfitError(importWords("no-phone", { value: shown(text) }));
}

function email(value: Value): string {
  const text = String(value);
  if (text.length <= 320 && /^[^\s@]+@[^\s@]+$/.test(text)) return text;
  throw new UnfitError(importWords("no-email", { value: shown(text) }));
}

const YES = new Set(["true", "yes", "ja", "y", "j", "t", "1", "sant"]);
const NO = new Set(["false", "no", "nej", "n", "f", "0", "falskt"]);

/** Reads yes and no in Swedish and English. */
export function toBoolean(value: Value): boolean {
  if (typeof value === "boolean") return value;
  const text = String(value).toLowerCase();
  if (YES.has(text)) return true;
  if (NO.has(text)) return false;
  throw new UnfitError(importWords("no-yes-or-no", { value: shown(value) }));
}

/** Columns of the database hold no larger whole number. */
const LARGEST_INTEGER = 2_147_483_647;

function integer(value: Value): number {
  const number = plainNumber(value);
  if (Number.isInteger(number) && Math.abs(number) <= LARGEST_INTEGER) return number;
  throw new UnfitError(importWords("no-whole-number", { value: shown(value) }));
}

function amount(value: Value): number {
  const number = plainNumber(value);
  if (Number.isSafeInteger(number)) return number;
  throw new UnfitError(importWords("no-amount", { value: shown(value) }));
}

function plainNumber(value: Value): number {
  if (value instanceof Decimal) return value.toNumber();
  const text = String(value);
  const number = /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(number)) return number;
  throw new UnfitError(importWords("no-plain-number", { value: shown(value) }));
}

const MIDNIGHT = /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?$/;

function toDate(value: Value): string {
  const text = String(value);
  const date = MIDNIGHT.exec(text)?.[1];
  if (date !== undefined) return existing(date, value);
  throw new UnfitError(importWords("no-date", { value: shown(text) }));
}

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(\.\d{1,9})?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;

/** A moment in UTC; a date is its midnight in the zone, and so is a time without a zone one in it. */
function toInstant(value: Value, zone: string): string {
  const text = String(value);
  const [, day, time = "00:00", seconds = "00", fraction = "", offset] = MOMENT.exec(text) ?? [];
  if (day === undefined || time > "23:59" || seconds > "59") {
    throw new UnfitError(importWords("no-moment", { value: shown(text) }));
  }
  const date = existing(day, value);
  const part = Number(`${seconds}${fraction}`);
  if (offset === undefined) return instantOf(date, time, { seconds: part, zone });
  const minutes = offset === "Z" ? "Z" : offset.replace(/^(...):?/, "$1:");
  return new Date(Date.parse(`${date}T${time}:00${minutes}`) + part * 1000).toISOString();
}

/** The moment of a date and time in a zone. */
export function instantOf(
  date: string,
  time: LocalTime,
  { seconds, zone }: { readonly seconds: number; readonly zone: string },
): string {
  const moment = Date.parse(instantAt(date, time, zone)) + Math.floor(seconds * 1000);
  return new Date(moment).toISOString();
}
