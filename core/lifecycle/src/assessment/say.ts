import type { Locale, LocalizedText } from "@perennial/contract";

const TAGS: Readonly<Record<Locale, string>> = { sv: "sv-SE", en: "en-GB" };

function format(number: number, locale: Locale, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(TAGS[locale], options).format(number);
}

/** A whole number as a language writes it. */
export function whole(number: number, locale: Locale): string {
  return format(number, locale, { maximumFractionDigits: 0 });
}

/** A number with at most two decimals as a language writes it. */
export function decimals(number: number, locale: Locale): string {
  return format(number, locale, { maximumFractionDigits: 2 });
}

/** A share of 0 to 1 in per cent, with at most one decimal. */
export function percent(share: number, locale: Locale): string {
  return format(share, locale, { style: "percent", maximumFractionDigits: 1 });
}

/** A sentence with whole numbers in both languages. */
export function say(
  sv: (number: (value: number) => string) => string,
  en: (number: (value: number) => string) => string,
): LocalizedText {
  return { sv: sv((value) => whole(value, "sv")), en: en((value) => whole(value, "en")) };
}

/** Where a share begins to be yes and partly, in words. */
export function shareRule(
  limit: { readonly yes: number; readonly partly: number; readonly lessIsBetter?: boolean },
  of?: LocalizedText,
): LocalizedText {
  const { yes, partly, lessIsBetter = false } = limit;
  const words = lessIsBetter ? { sv: "upp till", en: "up to" } : { sv: "från", en: "from" };
  const goal = of ? { sv: ` (${of.sv})`, en: ` (${of.en})` } : { sv: "", en: "" };
  return {
    sv: `Ja ${words.sv} ${percent(yes, "sv")}${goal.sv}, delvis ${words.sv} ${percent(partly, "sv")}.`,
    en: `Yes ${words.en} ${percent(yes, "en")}${goal.en}, partly ${words.en} ${percent(partly, "en")}.`,
  };
}
