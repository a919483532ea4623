import type { Locale } from "@perennial/contract";

const FORMATS: Readonly<Record<Locale, Intl.NumberFormat>> = {
  sv: new Intl.NumberFormat("sv"),
  en: new Intl.NumberFormat("en"),
};

/** A count as people read it: 69,659 in English and 69 659 in Swedish. */
export function count(number: number, locale: Locale = "en"): string {
  return FORMATS[locale].format(Math.round(number)).replaceAll("\u00a0", " ");
}

/** A count with its noun: 1 row, 2 rows. */
export function counted(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
}
