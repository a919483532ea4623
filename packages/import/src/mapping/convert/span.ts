import type { Duration, LocalDate } from "@perennial/contract";
import { addToDate, subtractFromDate } from "@perennial/lifecycle";
import type { Span } from "../convert-schema.ts";
import { type CompileScope, type RowState, readColumn } from "../row-state.ts";
import { shown, UnfitError, type Value } from "../value.ts";
import { existing } from "./date-format.ts";
import { ValueTable } from "./values.ts";

const UNITS = { days: "D", weeks: "W", months: "M", years: "Y" } as const;

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
      throw new UnfitError(`the column ${column} is empty and should tell a span of time`);
    }
    if (unit !== undefined) return countedSpan(text, column, unit);
    const found = table?.find(text) ?? otherwise;
    if (found !== undefined) return found;
    throw new UnfitError(
      `${shown(text)} in the column ${column} has no span; there are ${table?.texts}`,
    );
  };
}

function countedSpan(text: string, column: string, unit: keyof typeof UNITS): Duration {
  if (/^\d{1,6}$/.test(text)) return `P${Number(text)}${UNITS[unit]}`;
  throw new UnfitError(`${shown(text)} in the column ${column} is no number of ${unit}`);
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
    throw new UnfitError(`${date} ${direction} ${span} lies outside of the calendar`);
  }
}

/** A value that must be a date by now. */
export function asDate(value: Value): LocalDate {
  const text = String(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return existing(text, value);
  throw new UnfitError(
    `${shown(value)} is no date such as 2026-03-31; convert it first, with "date"`,
  );
}
