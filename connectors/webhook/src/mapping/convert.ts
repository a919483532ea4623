import { toE164 } from "@perennial/connector-kit";
import type { AttributeValue } from "@perennial/contract";
import type { Convert, ConvertGroup, ConvertWord } from "./convert-schema.ts";
import { readDate, readInstant } from "./date-format.ts";
import { type Decimal, minorDigits, readDecimal, times, toNumber, toWhole } from "./decimal.ts";
import { isCountry } from "./phone-country.ts";
import { UnfitError } from "./unfit-error.ts";

/** A value on its way from the body to a record. */
export type Value = string | number | boolean | Decimal;

/** What conversions ask beside the value. */
export interface Converting {
  /** The mapping's zone. */
  readonly zone: string;
  /** Finds another value of the same item, such as an amount's currency. */
  readonly look: (path: string) => Value | undefined;
}

/**
 * Takes a value through conversions, one after the other. No value stays none, unless one of them says what stands
 * in its place.
 * @throws UnfitError for a value that one of them cannot take.
 */
export function convert(
  value: Value | undefined,
  steps: readonly Convert[],
  converting: Converting,
): Value | null | undefined {
  let current: Value | null | undefined = value;
  for (const step of steps) {
    if (typeof step === "object" && step.default !== undefined) current = current ?? step.default;
    else if (current === undefined || current === null) continue;
    else current = blankIsNone(oneStep(current, step, converting));
  }
  return current;
}

/** A text of nothing but blanks is no value. */
export function blankIsNone<T>(value: T): T | undefined {
  return typeof value === "string" && value.trim() === "" ? undefined : value;
}

/** A value as it stands in a record. */
export function finished(value: Value | null): AttributeValue {
  return typeof value === "object" && value !== null ? toNumber(value) : value;
}

/** A value as a text; a number without an exponent where that can be. */
export function toText(value: Value): string {
  return typeof value === "object" ? String(toNumber(value)) : String(value);
}

function oneStep(value: Value, step: Convert, converting: Converting): Value | null {
  return typeof step === "string" ? WORDS[step](value) : grouped(value, step, converting);
}

const WORDS: Readonly<Record<ConvertWord, (value: Value) => Value>> = {
  trim: (value) => toText(value).trim(),
  lowercase: (value) => toText(value).toLocaleLowerCase("sv"),
  uppercase: (value) => toText(value).toLocaleUpperCase("sv"),
  text: toText,
  number: (value) => decimalOf(value),
  boolean: (value) => booleanOf(value),
};

function grouped(value: Value, step: ConvertGroup, { zone, look }: Converting): Value | null {
  if (step.values !== undefined) return chosen(value, step);
  if (step.number !== undefined) return decimalOf(value, step.number);
  if (step.times !== undefined) return times(decimalOf(value), readDecimal(step.times));
  if (step.money !== undefined) return toWhole(decimalOf(value), digitsOf(step.money, look));
  if (step.date !== undefined) return readDate(written(value), { format: step.date, zone });
  if (step.instant !== undefined)
    return readInstant(written(value), { format: step.instant, zone });
  if (step.phone !== undefined) return phoneOf(value, step.phone);
  return value;
}

function chosen(value: Value, { values = {}, otherwise }: ConvertGroup): Value | null {
  const key = toText(value);
  const found = Object.hasOwn(values, key) ? values[key] : otherwise;
  if (found !== undefined) return found;
  throw new UnfitError(`none of ${Object.keys(values).join(", ")}`);
}

function decimalOf(value: Value, mark?: "." | ","): Decimal {
  if (typeof value === "boolean") throw new UnfitError("no number");
  return typeof value === "object" ? value : readDecimal(value, mark);
}

/** The words of the languages we speak, and what programs write. */
const TRUE: ReadonlySet<string> = new Set(["true", "yes", "ja", "on", "1", "y", "j", "sant"]);
const FALSE: ReadonlySet<string> = new Set(["false", "no", "nej", "off", "0", "n", "falskt"]);

function booleanOf(value: Value): boolean {
  const word = toText(value).trim().toLowerCase();
  if (TRUE.has(word)) return true;
  if (FALSE.has(word)) return false;
  throw new UnfitError("neither yes nor no");
}

function digitsOf(money: string, look: Converting["look"]): number {
  if (/^[A-Z]{3}$/.test(money)) return minorDigits(money);
  const currency = look(money);
  const code = currency === undefined ? "" : toText(currency).trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) throw new UnfitError(`no currency at ${money}`);
  return minorDigits(code);
}

function written(value: Value): string | number {
  if (typeof value === "boolean") throw new UnfitError("no date");
  return typeof value === "object" ? toNumber(value) : value;
}

function phoneOf(value: Value, country: string): string {
  const number = isCountry(country) ? toE164(toText(value), country) : undefined;
  if (number !== undefined) return number;
  throw new UnfitError(`no telephone number of ${country} or with a country code`);
}
