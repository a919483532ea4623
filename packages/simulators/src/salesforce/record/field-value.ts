import type { Field, FieldValue } from "../schema/field.ts";
import { longId } from "./record-id.ts";

/** Why a value does not fit a field. */
export interface ValueProblem {
  readonly statusCode: string;
  readonly message: string;
}

const EMAIL = /^[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+\.[^\s@.]{2,}$/;

/**
 * A value of JSON as a field keeps it. `unreadable` stands for what Salesforce's parser cannot even take for the
 * field's type, which refuses a whole request.
 */
export function keptValue(field: Field, value: unknown): FieldValue | "unreadable" | ValueProblem {
  if (value === null || value === "") return field.type === "boolean" ? "unreadable" : null;
  switch (field.type) {
    case "boolean":
      return typeof value === "boolean" ? value : "unreadable";
    case "int":
    case "double":
    case "currency":
    case "percent":
      return keptNumber(field, value);
    case "date":
      return keptDay(value);
    case "datetime":
      return keptMoment(value);
    case "time":
      return keptTime(value);
    default:
      return typeof value === "string" ? keptText(field, value) : "unreadable";
  }
}

/** A value of a CSV row as JSON would have written it; `#N/A` clears a field. */
export function csvValue(field: Field, text: string): unknown {
  if (text === "#N/A") return null;
  if (field.type === "boolean") return /^(?:true|1)$/i.test(text);
  const isNumber = ["int", "double", "currency", "percent"].includes(field.type);
  return isNumber && text.trim() !== "" ? Number(text) : text;
}

/** A moment as Salesforce keeps it: to the second. */
export function wholeSecond(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString();
}

function keptNumber(field: Field, value: unknown): FieldValue | "unreadable" | ValueProblem {
  const number = typeof value === "string" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) return "unreadable";
  if (field.type === "int") return Number.isInteger(number) ? number : "unreadable";
  if (Math.abs(number) >= 10 ** (field.precision - field.scale))
    return {
      statusCode: "NUMBER_OUTSIDE_VALID_RANGE",
      message: `${field.label}: value outside of valid range on numeric field: ${number}`,
    };
  return Number(number.toFixed(field.scale));
}

function keptDay(value: unknown): FieldValue | "unreadable" {
  if (typeof value !== "string") return "unreadable";
  const found = /^(\d{4}-\d{2}-\d{2})(?:T.*)?$/.exec(value)?.[1];
  if (found === undefined) return "unreadable";
  const real = new Date(`${found}T00:00:00Z`);
  return Number.isNaN(real.getTime()) || !real.toISOString().startsWith(found)
    ? "unreadable"
    : found;
}

function keptMoment(value: unknown): FieldValue | "unreadable" {
  if (typeof value !== "string") return "unreadable";
  const form = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2}))?$/;
  if (!form.test(value)) return "unreadable";
  const ms = Date.parse(value.replace(/([+-]\d{2})(\d{2})$/, "$1:$2"));
  return Number.isNaN(ms) ? "unreadable" : wholeSecond(ms);
}

function keptTime(value: unknown): FieldValue | "unreadable" {
  const form = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?Z?$/;
  const found = typeof value === "string" ? form.exec(value) : null;
  if (found === null) return "unreadable";
  const [, hour, minute, second = "00", fraction = "0"] = found;
  return `${hour}:${minute}:${second}.${fraction.padEnd(3, "0")}Z`;
}

function keptText(field: Field, value: string): FieldValue | ValueProblem {
  if (field.type === "reference" || field.type === "id") {
    const id = longId(value);
    if (id !== undefined) return id;
    return {
      statusCode: "MALFORMED_ID",
      message: `${field.label}: id value of incorrect type: ${value}`,
    };
  }
  const text = field.type === "textarea" ? value : value.trim();
  if (text.length > field.length)
    return {
      statusCode: "STRING_TOO_LONG",
      message: `${field.label}: data value too large: ${text.slice(0, 80)} (max length=${field.length})`,
    };
  if (field.type === "email" && !EMAIL.test(text))
    return {
      statusCode: "INVALID_EMAIL_ADDRESS",
      message: `${field.label}: invalid email address: ${text}`,
    };
  const given = field.type === "multipicklist" ? text.split(";") : [text];
  const isBad = (one: string) => !field.picklistValues.some((known) => known.value === one);
  if (field.restrictedPicklist && given.some(isBad))
    return {
      statusCode: "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
      message: `${field.label}: bad value for restricted picklist field: ${text}`,
    };
  return text === "" ? null : text;
}
