import type { Duration, LocalDate } from "@perennial/contract";
import { addToDate, subtractFromDate } from "@perennial/lifecycle";
import { importWords } from "../../words/import-messages.ts";
import type { Span } from "../convert-schema.ts";
import { type CompileScope, type RowState, readColumn } from "../row-state.ts";
import { shown, UnfitError, type Value } from "../value.ts";
import { existing } from "./date-format.ts";
import { ValueTable } from "./values.ts";

const UNITS = { days: "D", weeks: "W", months: "M", years: "Y" } as const;
const UNIT_WORDS = {
  days: { sv: "dagar", en: "days" },
  weeks: { sv: "veckor", en: "weeks" },
  months: { sv: "månader", en: "months" },
  years: { sv: "år", en: "years" },
} as const;

/** Makes a span ready: what it is for a row. */
export function compileSpan(span: Span, scope: CompileScope): (row: RowState) => Duration {
  if (typeof span === "string") return () => span;
  const { column, unit, values, otherwise } = span;
  const read = readColumn(column, scope);
  const table = values && new ValueTable(values);
  return (row) => {
    const text = read(row);
    if (text === undefined) {
      if (otherwise !== undefined) return otherwise;
      throw new UnfitError(importWords("no-span-column", { column }));
    }
    if (unit !== undefined) return countedSpan(text, column, unit);
    const found = table?.find(text) ?? otherwise;
    if (found !== undefined) return found;
    const known = table?.texts ?? "";
    throw new UnfitError(importWords("no-span", { value: shown(text), column, known }));
  };
}

function countedSpan(text: string, column: string, unit: keyof typeof UNITS): Duration {
  if (/^\d{1,6}$/.test(text)) return `P${Number(text)}${UNITS[unit]}`;
  const value = shown(text);
  throw new UnfitError(importWords("no-count", { value, column, unit: UNIT_WORDS[unit] }));
}

/**
 * Moves a date by a span.
 * @throws UnfitError where the value is no date, or the result lies outside of the calendar.
 */
export function moveDate(value: Value, span: Duration, direction: "plus" | "minus"): LocalDate {
  const date = asDate(value);
  try {
    return direction === "plus" ? addToDate(date, span) : subtractFromDate(date, span);
  } catch {
    throw new UnfitError(importWords("outside-calendar", { date, direction, span }));
  }
}

/** A value that must be a date by now. */
export function asDate(value: Value): LocalDate {
  const text = String(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return existing(text, value);
  throw new UnfitError(importWords("no-date-yet", { value: shown(value) }));
}
