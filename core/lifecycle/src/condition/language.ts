import type { Currency, Duration, LocalDate, Locale } from "@perennial/contract";
import type { ConditionDate } from "./condition-date.ts";
import type { DateOrder, NumberOrder } from "./resolved-condition.ts";

/** How a kind of figure is spoken of. */
export interface FigureWords {
  /** "kunden har gjort" */
  readonly did: string;
  /** "kunden har inte gjort" */
  readonly didNot: string;
  /** What is counted: one of it with its article, several, and the answer to "how many" when there are none. */
  readonly counted?: { readonly one: string; readonly several: string; readonly any: string };
  /** What is counted or summed, of which only some may be wanted: "köp". */
  readonly records: string;
}
/** The kinds of figure there are. */
export type FigureName = "purchases" | "interactions" | "amount" | "quantity";

/** How far something lies from a limit, for what was seen. */
export type Side = "below" | "at" | "above";

/** A language of conditions: everything that sentences are made of beside the words of the fields. */
export interface Language {
  readonly locale: Locale;
  readonly is: string;
  readonly isNot: string;
  readonly yes: string;
  readonly no: string;
  readonly and: string;
  readonly or: string;
  /** The last word that a list of denied values is put after: "varken … eller". */
  readonly neither: string;
  readonly nor: string;
  readonly not: string;
  readonly missing: string;
  /** That a field has a value, or has none, where it has no words of its own for that. */
  presence(noun: string, present: boolean): string;
  quote(text: string): string;
  number(value: number): string;
  /** An amount in minor units. */
  money(minor: number, currency: Currency): string;
  /** A text that holds a part, or does not: "kundens namn innehåller inte ”Berg”". */
  part(part: "contains" | "starts-with", holds: boolean): string;
  /** The same of a value just named: "som inte innehåller". */
  whichPart(part: "contains" | "starts-with", holds: boolean): string;
  /** A number held against another: "minst 5", or denied, to follow "är inte": "5 eller mer". */
  order(order: NumberOrder, value: string, denied: boolean): string;
  /** A date held against another, in the same two ways: "senast 31 mars 2026". */
  date(order: DateOrder, date: ConditionDate, denied: boolean): string;
  readonly figures: Readonly<Record<FigureName, FigureWords>>;
  /** A figure held against a number: "fler än 3 köp". */
  figure(operator: NumberOrder | "equals", amount: string, counted: boolean): string;
  /** Which records a figure is over: "bara köp där kategorin är ”el”". */
  only(figure: FigureName, where: string): string;
  /** How far back is looked: "de senaste 90 dagarna". */
  window(within: Duration): string;
  /** A value seen against its limit: "senare än 2026-06-20". */
  side(kind: "date" | "number" | "count", side: Side, limit: string): string;
  /** What would turn the answer: "villkoret gäller om …". */
  turns(to: boolean, change: string): string;
}

/** A calendar date taken apart, for month names. */
export function dateWords(date: LocalDate, months: readonly string[]): string {
  const [year = "", month = "", day = ""] = date.split("-");
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${Number(year)}`;
}

/** A duration in words as it was written: "1 år och 6 månader". */
export function durationWords(
  duration: Duration,
  units: Readonly<Record<string, readonly [one: string, several: string]>>,
  and: string,
): string {
  const words: string[] = [];
  for (const [, digits = "0", letter = ""] of duration.matchAll(/(\d+)([YMWD])/g)) {
    const count = Number(digits);
    const unit = units[letter];
    if (count > 0 && unit) words.push(`${count}\u00a0${count === 1 ? unit[0] : unit[1]}`);
  }
  return joinWords(words, and);
}

/** A list in a sentence: "a, b och c". */
export function joinWords(words: readonly string[], last: string): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

/** Writes amounts of money in a locale; decimals only where there are any. */
export function moneyWriter(locale: string): (minor: number, currency: Currency) => string {
  const known = new Map<Currency, { format: Intl.NumberFormat; unit: number }>();
  return (minor, currency) => {
    let writer = known.get(currency);
    if (writer === undefined) {
      const format = new Intl.NumberFormat(locale, {
        style: "currency",
        currency,
        trailingZeroDisplay: "stripIfInteger",
      });
      writer = { format, unit: 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2) };
      known.set(currency, writer);
    }
    return writer.format.format(minor / writer.unit);
  };
}
