import type { LocalDate, LocalizedText } from "@perennial/contract";
import { dateOfEpochDay, epochDay } from "@perennial/lifecycle";
import { either, importWords } from "../../words/import-messages.ts";
import { shown, UnfitError, type Value } from "../value.ts";
import { Decimal } from "./decimal.ts";

/** The parts of a date or a time as they are written in a format; the others stand for themselves. */
const TOKENS: Readonly<Record<string, string>> = {
  YYYY: "(?<year>\\d{4})",
  MM: "(?<month>\\d{2})",
  M: "(?<month>\\d{1,2})",
  DD: "(?<day>\\d{2})",
  D: "(?<day>\\d{1,2})",
  HH: "(?<hour>\\d{2})",
  H: "(?<hour>\\d{1,2})",
  mm: "(?<minute>\\d{2})",
  ss: "(?<second>\\d{2}(?:\\.\\d{1,9})?)",
};
const TOKEN = /YYYY|MM|M|DD|D|HH|H|mm|ss/g;
const LETTERS = /[A-Za-z]/;

/** A format made ready to read texts with. */
export interface ReadyFormat {
  readonly format: string;
  readonly pattern: RegExp;
}

/** What is wrong with a format; nothing where it can be used. */
export function formatFault(format: string, kind: "date" | "instant"): LocalizedText | undefined {
  if (kind === "date" && format === "excel") return undefined;
  const tokens = format.match(TOKEN) ?? [];
  const initials = tokens.map((token) => token.charAt(0));
  if (new Set(initials).size < initials.length) return importWords("format-twice", {});
  const wanted = kind === "date" ? ["Y", "M", "D"] : ["Y", "M", "D", "H", "m"];
  if (wanted.some((part) => !initials.includes(part))) return importWords(`format-${kind}`, {});
  const rest = format.replace(TOKEN, "").replace(/T/g, "");
  const letter = rest.match(LETTERS)?.[0];
  return letter === undefined ? undefined : importWords("format-letter", { letter });
}

/** Makes a format ready. */
export function readyFormat(format: string): ReadyFormat {
  const parts = format.split(/(YYYY|MM|M|DD|D|HH|H|mm|ss)/g);
  const source = parts.map((part) => TOKENS[part] ?? part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return { format, pattern: new RegExp(`^${source.join("")}$`) };
}

/**
 * Reads a date by the first of some formats that fits.
 * @throws UnfitError where none does, or there is no such day.
 */
export function readDate(value: Value, formats: readonly ReadyFormat[]): LocalDate {
  const text = String(value);
  for (const { format, pattern } of formats) {
    if (format === "excel" && /^\d{1,7}(?:\.\d+)?$/.test(text)) return excelDate(value);
    const groups = pattern.exec(text)?.groups;
    if (groups) return existing(`${groups.year}-${pad(groups.month)}-${pad(groups.day)}`, value);
  }
  const wanted = either(formats.map(({ format }) => format));
  throw new UnfitError(importWords("no-date-written", { value: shown(value), formats: wanted }));
}

/**
 * Reads a date and a time of day by the first of some formats that fits.
 * @throws UnfitError where none does, or there is no such moment.
 */
export function readDateTime(
  value: Value,
  formats: readonly ReadyFormat[],
): { readonly date: LocalDate; readonly time: string; readonly seconds: number } {
  for (const { pattern } of formats) {
    const groups = pattern.exec(String(value))?.groups;
    if (!groups) continue;
    const date = existing(`${groups.year}-${pad(groups.month)}-${pad(groups.day)}`, value);
    const time = `${pad(groups.hour)}:${pad(groups.minute)}`;
    const seconds = Number(groups.second ?? 0);
    if (time > "23:59" || pad(groups.minute) > "59" || seconds >= 60) {
      throw new UnfitError(importWords("no-time", { value: shown(value) }));
    }
    return { date, time, seconds };
  }
  const wanted = either(formats.map(({ format }) => format));
  throw new UnfitError(importWords("no-moment-written", { value: shown(value), formats: wanted }));
}

/** A date, written as 2026-03-31, that the calendar has; databases hold none before the year 1. */
export function existing(date: string, value: unknown): LocalDate {
  const year = Number(date.slice(0, 4));
  const day = Number(date.slice(8));
  if (year > 0 && day > 0 && day <= daysIn(year, Number(date.slice(5, 7)))) return date;
  throw new UnfitError(importWords("no-day", { value: shown(value) }));
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** How many days a month has; none where there is no such month. */
function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

/** Excel counts days from 1899-12-31 as 1, with a 29 February 1900 that never was. */
function excelDate(value: Value): LocalDate {
  const serial = Math.floor(value instanceof Decimal ? value.toNumber() : Number(value));
  if (serial < 1 || serial === 60 || serial > 2_958_465) {
    throw new UnfitError(importWords("no-excel-day", { value: shown(value) }));
  }
  return dateOfEpochDay(epochDay("1899-12-31") + serial - (serial > 60 ? 1 : 0));
}

function pad(part = ""): string {
  return part.padStart(2, "0");
}
