import type { Currency, Locale } from "@perennial/contract";
import { moneyWriter } from "../../condition/language.ts";
import { numberFormat } from "../../message/formatters.ts";
import type { EffectMeasure } from "./comparison.ts";

/** How a measure's figures are written. */
export interface FigureWriter {
  /** A figure: `12.4 %`, `2.31` or `SEK 530`. */
  readonly figure: (value: number) => string;
  /** A difference with its sign; shares in percentage points. */
  readonly difference: (value: number) => string;
  /** The same without a unit, for a bound. */
  readonly bound: (value: number) => string;
}

/** Where figures are written: the language and the currency of amounts in minor units. */
export interface FigurePlace {
  readonly locale: Locale;
  readonly currency: Currency;
}

const SHARES: ReadonlySet<EffectMeasure> = new Set(["conversion", "buyers", "lost", "flow"]);
const MONEY: ReadonlySet<EffectMeasure> = new Set(["average-purchase", "spend", "net"]);
const TAGS: Readonly<Record<Locale, string>> = { sv: "sv-SE", en: "en-GB" };
const WRITERS = { sv: moneyWriter(TAGS.sv), en: moneyWriter(TAGS.en) } as const;

/** How the figures of a measure are written in a language. */
export function figureWriter(
  measure: EffectMeasure,
  { locale, currency }: FigurePlace,
): FigureWriter {
  const money = (minor: number) => plain(WRITERS[locale](Math.round(minor), currency));
  if (MONEY.has(measure)) {
    const signed = (minor: number) => withSign(minor, money);
    return { figure: money, difference: signed, bound: signed };
  }
  if (!SHARES.has(measure)) {
    const write = (value: number) => decimals(value, { locale, most: 2 });
    const signed = (value: number) => withSign(value, write);
    return { figure: write, difference: signed, bound: signed };
  }
  const bound = (value: number) =>
    withSign(value * 100, (each) => decimals(each, { locale, most: 1 }));
  const points = locale === "sv" ? "procentenheter" : "percentage points";
  return {
    figure: (value) => percent(value, locale),
    difference: (value) => `${bound(value)} ${points}`,
    bound,
  };
}

/** A share as people read it: `12.4%`. */
export function percent(share: number, locale: Locale): string {
  return `${decimals(share * 100, { locale, most: 1 })}${locale === "sv" ? " %" : "%"}`;
}

/** A change with its sign: `+12.4%`. */
export function signedPercent(share: number, locale: Locale): string {
  return withSign(share, (each) => percent(each, locale));
}

/** A count: `69 659` in Swedish. */
export function whole(count: number, locale: Locale): string {
  return decimals(Math.round(count), { locale, most: 0 });
}

function decimals(value: number, { locale, most }: { locale: Locale; most: number }): string {
  const written = numberFormat(TAGS[locale], { maximumFractionDigits: most }).format(value);
  return plain(written === "-0" || written === "−0" ? "0" : written);
}

function withSign(value: number, write: (value: number) => string): string {
  if (value < 0) return `−${write(-value)}`;
  return value > 0 ? `+${write(value)}` : write(0);
}

/** Files and terminals are searched by people, who write ordinary spaces. */
function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ").replace(/^-/, "−");
}
