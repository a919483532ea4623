import type { Currency, Duration, Locale, LocalizedText } from "@perennial/contract";
import { minorDigits } from "@perennial/import";
import { durationParts, formatYears } from "@perennial/lifecycle";

const TAGS: Readonly<Record<Locale, string>> = { sv: "sv-SE", en: "en-GB" };

/** Words, numbers and amounts as a language has them. */
export class Speech {
  readonly locale: Locale;
  readonly currency: Currency;
  readonly #unit: number;
  readonly #formats = new Map<string, Intl.NumberFormat>();

  constructor(locale: Locale, currency: Currency) {
    this.locale = locale;
    this.currency = currency;
    this.#unit = 10 ** minorDigits(currency);
  }

  /** A sentence in the language. */
  say(text: LocalizedText): string {
    return text[this.locale];
  }

  /** A whole number: 69,659 in English and 69 659 in Swedish. */
  count(number: number): string {
    return this.#format(number, { maximumFractionDigits: 0 });
  }

  /** A number with so many decimals. */
  decimal(number: number, digits = 2): string {
    return this.#format(number, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  }

  /** A number of unknown size, to some figures that count. */
  figures(number: number, digits = 4): string {
    return this.#format(number, {
      minimumSignificantDigits: digits,
      maximumSignificantDigits: digits,
    });
  }

  /** A share of 0 to 1 as per cent. */
  percent(share: number, digits = 1): string {
    const decimals = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    return this.#format(share, { style: "percent", ...decimals });
  }

  /** Minor units as an amount with its currency, in whole kronor. */
  money(minor: number): string {
    return this.#money(minor, 0);
  }

  /** Minor units as an amount with its currency, with öre. */
  exactMoney(minor: number): string {
    return this.#money(minor, undefined);
  }

  /** Minor units as a number, for tables that name the currency once. */
  amount(minor: number): string {
    return this.count(minor / this.#unit);
  }

  /** Minor units as a number of major ones, for files. */
  major(minor: number): string {
    return String(minor / this.#unit);
  }

  /** Years with one decimal: 3,1 år. */
  years(years: number): string {
    return formatYears(years, this.locale);
  }

  /** A duration as people say it: 9 months, 1 year. */
  duration(duration: Duration): string {
    const { months, days } = durationParts(duration);
    const isYears = months % 12 === 0;
    const parts = [
      ...(months > 0 && isYears ? [this.#counted(months / 12, YEARS)] : []),
      ...(months > 0 && !isYears ? [this.#counted(months, MONTHS)] : []),
      ...(days > 0 && days % 7 === 0 ? [this.#counted(days / 7, WEEKS)] : []),
      ...(days % 7 !== 0 ? [this.#counted(days, DAYS)] : []),
    ];
    return parts.join(this.say({ sv: " och ", en: " and " }));
  }

  /** The time before a day, in a sentence: det senaste året, in the last 9 months. */
  past(duration: Duration): string {
    const { months, days } = durationParts(duration);
    if (months === 12 && days === 0)
      return this.say({ sv: "det senaste året", en: "in the last year" });
    const time = this.duration(duration);
    return this.say({ sv: `under ${time} bakåt`, en: `in the last ${time}` });
  }

  #counted(number: number, unit: Unit): string {
    const [one, many] = unit[this.locale];
    return `${this.count(number)}\u00a0${number === 1 ? one : many}`;
  }

  #money(minor: number, digits: 0 | undefined): string {
    const decimals = digits === undefined ? {} : { maximumFractionDigits: digits };
    const options = { style: "currency", currency: this.currency, ...decimals } as const;
    return this.#format(minor / this.#unit, options);
  }

  #format(number: number, options: Intl.NumberFormatOptions): string {
    const key = JSON.stringify(options);
    const format = this.#formats.get(key) ?? new Intl.NumberFormat(TAGS[this.locale], options);
    this.#formats.set(key, format);
    // Nothing is written as "-0". Blanks in numbers do not break; `plainBlanks` makes them plain at the end.
    return format.format(number === 0 ? 0 : number).replaceAll("\u202f", "\u00a0");
  }
}

/** Blanks that do not break, as terminals and searches know them. */
export function plainBlanks(line: string): string {
  return line.replaceAll("\u00a0", " ");
}

type Unit = Readonly<Record<Locale, readonly [string, string]>>;
const YEARS: Unit = { sv: ["år", "år"], en: ["year", "years"] };
const MONTHS: Unit = { sv: ["månad", "månader"], en: ["month", "months"] };
const WEEKS: Unit = { sv: ["vecka", "veckor"], en: ["week", "weeks"] };
const DAYS: Unit = { sv: ["dag", "dagar"], en: ["day", "days"] };
