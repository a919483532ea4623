import { importWords } from "../words/import-messages.ts";
import { type ReadyFormat, readDate, readDateTime, readyFormat } from "./convert/date-format.ts";
import { Decimal } from "./convert/decimal.ts";
import { minorDigits, toMinorUnits } from "./convert/money.ts";
import { nextDate } from "./convert/next-date.ts";
import { readNumber } from "./convert/number.ts";
import { isPhoneCountry, toE164 } from "./convert/phone.ts";
import { asDate, compileSpan, moveDate } from "./convert/span.ts";
import { ValueTable } from "./convert/values.ts";
import type { Convert, ConvertGroup } from "./convert-schema.ts";
import { instantOf, toBoolean } from "./field-type.ts";
import { type CompileScope, type RowState, readMade } from "./row-state.ts";
import { shown, UnfitError, type Value } from "./value.ts";

/** One conversion made ready. It is given no value too, which all but `default` pass on. */
export type Step = (value: Value | undefined, row: RowState) => Value | undefined;

type Change = (value: Value, row: RowState) => Value | undefined;

/** Makes a conversion ready. */
export function compileConvert(convert: Convert, scope: CompileScope): Step {
  if (typeof convert === "string") return ofValue(WORDS[convert]);
  if (convert.default !== undefined) {
    const { default: fallback } = convert;
    return (value) => value ?? fallback;
  }
  return ofValue(groupChange(convert, scope));
}

function ofValue(change: Change): Step {
  return (value, row) => (value === undefined ? undefined : change(value, row));
}

const WORDS = {
  number: (value: Value) => readNumber(value),
  boolean: toBoolean,
  lowercase: (value: Value) => String(value).toLowerCase(),
  uppercase: (value: Value) => String(value).toUpperCase(),
} as const;

function groupChange(group: ConvertGroup, scope: CompileScope): Change {
  const { date, instant, number, times, money, phone, values, plus, minus, next } = group;
  if (date !== undefined) {
    const formats = ready(date);
    return (value) => readDate(value, formats);
  }
  if (instant !== undefined) return dateTimeChange(instant, scope);
  if (number !== undefined) return (value) => readNumber(value, number);
  if (times !== undefined) {
    const factor = Decimal.of(times);
    return (value) => readNumber(value).times(factor);
  }
  if (money !== undefined) {
    const digits = minorDigits(money);
    return (value) => toMinorUnits(value, digits);
  }
  if (phone !== undefined && isPhoneCountry(phone)) return (value) => toE164(value, phone);
  if (values !== undefined) return valuesChange(values, group.otherwise);
  if (plus !== undefined) return moveChange("plus", compileSpan(plus, scope));
  if (minus !== undefined) return moveChange("minus", compileSpan(minus, scope));
  return next === undefined ? (value) => value : nextChange(next, scope);
}

function ready(formats: string | readonly string[]): readonly ReadyFormat[] {
  return [formats].flat().map(readyFormat);
}

function dateTimeChange(formats: string | readonly string[], { zone }: CompileScope): Change {
  const known = ready(formats);
  return (value) => {
    const { date, time, seconds } = readDateTime(value, known);
    return instantOf(date, time, { seconds, zone });
  };
}

function valuesChange(
  values: Readonly<Record<string, Value | null>>,
  otherwise: Value | null | undefined,
): Change {
  const table = new ValueTable(values);
  return (value) => {
    const text = String(value);
    const found = table.has(text) ? table.find(text) : otherwise;
    if (found !== undefined) return found ?? undefined;
    throw new UnfitError(importWords("none-of", { value: shown(value), known: table.texts }));
  };
}

function moveChange(direction: "plus" | "minus", span: (row: RowState) => string): Change {
  return (value, row) => moveDate(value, span(row), direction);
}

function nextChange(
  { every, after }: NonNullable<ConvertGroup["next"]>,
  scope: CompileScope,
): Change {
  const span = compileSpan(every, scope);
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(after);
  const readAfter = isDate ? () => after : readMade(after, scope);
  return (value, row) => {
    const than = readAfter(row);
    if (than === undefined) return undefined;
    return nextDate(asDate(value), span(row), asDate(than));
  };
}
