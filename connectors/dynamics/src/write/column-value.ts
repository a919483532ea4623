import { dateIn, startOfDay } from "@perennial/connector-kit";
import { type AttributeValue, type ConnectorError, Instant, LocalDate } from "@perennial/contract";
import type { ColumnKind } from "../describe/column-kinds.ts";
import { dynamicsError } from "../dynamics-errors.ts";

/** What a column is to hold, in our words. */
export interface Wanted {
  /** What of ours it is, for errors. */
  readonly field: string;
  readonly value: AttributeValue;
  /** What of ours a choice's numbers stand for, by number. */
  readonly words?: Readonly<Record<string, string>>;
  /** Whether ours is money in minor units, where Dynamics has major ones. @default false */
  readonly isMoney?: boolean;
}

/** What the company reckons in. */
export interface Reckoning {
  /** An IANA name. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
}

const NUMBERS: readonly string[] = ["Integer", "BigInt", "Decimal", "Double", "Money"];
const CHOICES: readonly string[] = ["Picklist", "State", "Status"];

/** A value as a column of its kind takes it. Throws a `ConnectorError` of kind `invalid` that says what would be right. */
export function columnValue(
  kind: ColumnKind,
  { field, value, words = {}, isMoney = false }: Wanted,
  reckoning: Reckoning,
): unknown {
  const { type, logicalName } = kind;
  if (!kind.isWritable)
    throw invalid(`the column ${logicalName} cannot be written; choose another`);
  if (value === null) return null;
  if (type === "Boolean") return flagOf(kind, field, value);
  if (NUMBERS.includes(type)) {
    const number = numberOf(kind, field, value);
    return isMoney ? majorOf(number, reckoning.currency) : number;
  }
  if (CHOICES.includes(type)) {
    const number = Object.entries(words).find(([, word]) => word === value)?.[0] ?? String(value);
    if (/^-?\d+$/.test(number)) return Number(number);
    throw invalid(`the column ${logicalName} has no choice for ${field} "${value}"; translate it`);
  }
  if (type === "DateTime") return whenOf(kind, { field, value }, reckoning);
  if (type === "String" || type === "Memo") return String(value);
  throw invalid(`the column ${logicalName} of type ${type} cannot be written; choose another`);
}

/** Whether a column holds already what was to be written: dates and times may be written in several ways. */
export function holds(kind: ColumnKind, there: unknown, wanted: unknown): boolean {
  if ((there ?? null) === (wanted ?? null)) return true;
  if (kind.type !== "DateTime" || typeof there !== "string" || typeof wanted !== "string")
    return false;
  const isDay = there.length === 10;
  return isDay ? wanted.startsWith(there) : Date.parse(there) === Date.parse(wanted);
}

/** Days have no zone: a moment has the day that it falls on for the company, and a day as a moment begins there. */
function whenOf(
  { logicalName, isDateOnly }: ColumnKind,
  { field, value }: Wanted,
  { timeZone }: Reckoning,
): string {
  const day = LocalDate.safeParse(value).data;
  const at = Instant.safeParse(value).data;
  if (isDateOnly && day !== undefined) return day;
  if (isDateOnly && at !== undefined) return dateIn(timeZone, at);
  if (at !== undefined) return at;
  if (day !== undefined) return startOfDay(timeZone, day);
  throw invalid(`the column ${logicalName} holds dates, and ${field} "${value}" is none`);
}

function majorOf(minor: number, currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2);
}

function flagOf({ logicalName }: ColumnKind, field: string, value: AttributeValue): boolean {
  const word = String(value);
  if (word === "true" || word === "false") return word === "true";
  throw invalid(`the column ${logicalName} holds yes and no, and ${field} "${value}" is neither`);
}

function numberOf({ logicalName }: ColumnKind, field: string, value: AttributeValue): number {
  const number = typeof value === "number" ? value : Number(value);
  if (Number.isFinite(number) && value !== "") return number;
  throw invalid(`the column ${logicalName} holds numbers, and ${field} "${value}" is none`);
}

function invalid(message: string): ConnectorError {
  return dynamicsError("invalid", message);
}
