import { ConnectorError } from "@perennial/contract";

/** The characters that a text in SOQL cannot have as they are (developer.salesforce.com, SOQL Reference, "Quoted String Escape Sequences"). */
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "'": "\\'",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\b": "\\b",
  "\f": "\\f",
};
/** 15 letters and digits, or the 18 that count whatever the letters' case. */
const ID = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;
/** A name of an object or a field, with the relationships that lead to it. */
const NAME = /^[A-Za-z][A-Za-z0-9_]{0,79}(?:\.[A-Za-z][A-Za-z0-9_]{0,79}){0,5}$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
/** With its zone: one without would be read in that of the server. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

/** Without an exponent, and without spaces between thousands. */
const NUMBER = new Intl.NumberFormat("en-US", { useGrouping: false, maximumFractionDigits: 20 });

declare const checked: unique symbol;
/** A part of a statement that is known to be what it stands for, whatever was put into it. */
export type SoqlPart = string & { readonly [checked]: true };

/** What may be compared with. A plain text is only ever a text; everything else says what it is. */
export type SoqlValue =
  | string
  | number
  | boolean
  | null
  | { readonly id: string }
  | { readonly date: string }
  | { readonly moment: string };

/** The name of an object or a field. Throws a `ConnectorError` for what cannot be one. */
export function soqlName(name: string): SoqlPart {
  if (NAME.test(name)) return name as SoqlPart;
  throw invalid(`"${name.slice(0, 80)}" is no name of an object or a field in Salesforce`);
}

/** A value as a statement has it. Throws a `ConnectorError` for an id, a date or a number that is none. */
export function soqlLiteral(value: SoqlValue): SoqlPart {
  if (typeof value === "string") return `'${escaped(value)}'` as SoqlPart;
  if (typeof value === "boolean" || value === null) return String(value) as SoqlPart;
  if (typeof value === "number") return numberOf(value);
  if ("id" in value) return `'${soqlId(value.id)}'` as SoqlPart;
  if ("date" in value) return dateOf(value.date);
  return momentOf(value.moment);
}

/** The pattern of `LIKE` for a text that stands anywhere in a field: its own `%` and `_` are letters like others. */
export function soqlContains(text: string): SoqlPart {
  const own = escaped(text).replaceAll(/[%_]/g, (letter) => `\\${letter}`);
  return `'%${own}%'` as SoqlPart;
}

/** Whether a text can be an id. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** An id. Throws a `ConnectorError` for what cannot be one. */
export function soqlId(id: string): string {
  if (ID.test(id)) return id;
  throw invalid(
    `"${id.slice(0, 40)}" is no id of Salesforce's; those have 15 or 18 letters and digits`,
  );
}

function escaped(text: string): string {
  // Half of a surrogate pair is no letter that an address could carry.
  return text.toWellFormed().replaceAll(/[\\'\n\r\t\b\f]/g, (letter) => ESCAPES[letter] ?? letter);
}

function numberOf(value: number): SoqlPart {
  if (!Number.isFinite(value)) throw invalid(`${value} is no number`);
  const written = NUMBER.format(value === 0 ? 0 : value);
  if (Number(written) !== value)
    throw invalid(`${value} has more digits than a field of Salesforce's`);
  return written as SoqlPart;
}

function dateOf(date: string): SoqlPart {
  // A day that no month has would be read as one of the next.
  const day = DATE.test(date) ? new Date(`${date}T00:00:00Z`) : new Date(Number.NaN);
  if (!Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)) return date as SoqlPart;
  throw invalid(`"${date.slice(0, 40)}" is no date such as 2026-03-02`);
}

function momentOf(moment: string): SoqlPart {
  const at = MOMENT.test(moment) ? Date.parse(moment) : Number.NaN;
  if (Number.isNaN(at)) throw invalid(`"${moment.slice(0, 40)}" is no moment`);
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z") as SoqlPart;
}

function invalid(message: string): ConnectorError {
  return new ConnectorError({ connector: "salesforce", kind: "invalid", message });
}
