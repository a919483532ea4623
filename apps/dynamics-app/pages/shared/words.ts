import en from "./en.json" with { type: "json" };
import sv from "./sv.json" with { type: "json" };

/** The name of a text. */
export type TextName = keyof typeof en;

const SWEDISH = 1053;
/** What Dynamics passes to a web resource about whoever looks (learn.microsoft.com, "Webpage (HTML) web resources"). */
const passed = new URLSearchParams(location.search);
const isSwedish = passed.has("userlcid")
  ? Number(passed.get("userlcid")) === SWEDISH
  : navigator.language.startsWith("sv");

/** The language of whoever looks: Swedish, or English for all others. */
export const LANGUAGE = isSwedish ? "sv" : "en";

const texts: Readonly<Record<string, string>> = isSwedish ? sv : en;

/** A text in the language of whoever looks, with its places filled in: `{0}` is the first value. */
export function words(name: TextName, ...values: readonly (string | number)[]): string {
  const text = texts[name] ?? name;
  return text.replace(/\{(\d+)\}/g, (place, index) => String(values[Number(index)] ?? place));
}

/** What people read for a word that a column holds; the word itself where it has none. */
export function choiceWords(column: string, value: string): string {
  return texts[`choice.${column}.${value}`] ?? value;
}

/** The label of a column. */
export function labelOf(column: string): string {
  return texts[`field.${column}`] ?? column;
}

/** The help of a column, where it has any. */
export function helpOf(column: string): string | undefined {
  return texts[`help.${column}`];
}

const locale = isSwedish ? "sv-SE" : "en-GB";

/** A moment in the zone of whoever looks. */
export function momentWords(value: string): string {
  return new Date(value).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
}

/** A day, such as `2026-12-31`: it has no zone and must not move. */
export function dayWords(value: string): string {
  return new Date(value).toLocaleDateString(locale, { dateStyle: "medium", timeZone: "UTC" });
}
