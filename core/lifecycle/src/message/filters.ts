import type { AttributeValue, Locale, LocalizedText } from "@perennial/contract";
import { localDateOf } from "../schedule/calendar.ts";
import { dateFormat, numberFormat } from "./formatters.ts";

/** What filters go by beside the value. */
export interface FilterContext {
  readonly locale: Locale;
  /** The tenant's zone: the one in which a moment is a date. */
  readonly zone: string;
  /** The currency of the record that the value belongs to. */
  readonly currency: string;
}

/** The values that a field in a placeholder can have. */
export type PresentValue = Exclude<AttributeValue, null>;

interface Filter {
  readonly takes: "text" | "nothing";
  /** What it can be used on, in words. */
  readonly on: LocalizedText;
  /** The result, or nothing where the value is not of a kind the filter understands. */
  apply(value: PresentValue, context: FilterContext): PresentValue | undefined;
}

/** The BCP 47 tags whose way of writing numbers and dates we follow. */
const TAGS: Readonly<Record<Locale, string>> = { sv: "sv-SE", en: "en-GB" };

const text = (change: (value: string, tag: string) => string): Filter => ({
  takes: "nothing",
  on: { sv: "text", en: "a text" },
  apply: (value, { locale }) =>
    typeof value === "string" ? change(value, TAGS[locale]) : undefined,
});

/** Milliseconds since 1970 of the start of the date in UTC, in which dates are then written. */
function dateNumber(value: PresentValue, zone: string): number | undefined {
  if (typeof value !== "string") return undefined;
  const date =
    value.length > 10 && !Number.isNaN(Date.parse(value)) ? localDateOf(value, zone) : value;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const moment = Date.parse(date);
  return Number.isNaN(moment) ? undefined : moment;
}

function dateFilter(write: (moment: number, tag: string) => string): Filter {
  return {
    takes: "nothing",
    on: { sv: "ett datum", en: "a date" },
    apply(value, { locale, zone }) {
      const moment = dateNumber(value, zone);
      return moment === undefined ? undefined : write(moment, TAGS[locale]);
    },
  };
}

/** A moment in milliseconds since 1970; nothing for a date, which has no hour, or any other value. */
function momentOf(value: PresentValue): number | undefined {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)) return undefined;
  const moment = Date.parse(value);
  return Number.isNaN(moment) ? undefined : moment;
}

function writeMoney(minor: number, currency: string, tag: string): string {
  const full = numberFormat(tag, { style: "currency", currency });
  const digits = full.resolvedOptions().maximumFractionDigits ?? 2;
  const amount = minor / 10 ** digits;
  if (!Number.isInteger(amount)) return full.format(amount);
  return numberFormat(tag, {
    style: "currency",
    currency,
    maximumFractionDigits: 0,
  }).format(amount);
}

/** Everything a placeholder may do with a value. There are no others, and none takes code. */
export const FILTERS = {
  /** What stands there when the value is missing. The renderer itself sees to it. */
  default: { takes: "text", on: { sv: "vad som helst", en: "anything" }, apply: (value) => value },
  /** 31 mars 2026. */
  date: dateFilter((moment, tag) =>
    dateFormat(tag, { dateStyle: "long", timeZone: "UTC" }).format(moment),
  ),
  /** 2026-03-31 in Swedish, 31/03/2026 in English. */
  shortDate: dateFilter((moment, tag) =>
    dateFormat(tag, {
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      timeZone: "UTC",
    }).format(moment),
  ),
  /** 18:00 in both languages, in the tenant's zone. */
  time: {
    takes: "nothing",
    on: { sv: "en tidpunkt", en: "a moment" },
    apply(value, { locale, zone }) {
      const moment = momentOf(value);
      if (moment === undefined) return undefined;
      const hours = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
      return dateFormat(TAGS[locale], { ...hours, timeZone: zone }).format(moment);
    },
  },
  /** An amount in minor units: 129900 is 1 299 kr. */
  money: {
    takes: "nothing",
    on: { sv: "ett belopp i ören", en: "an amount in minor units" },
    apply: (value, { locale, currency }) =>
      typeof value === "number" ? writeMoney(value, currency, TAGS[locale]) : undefined,
  },
  /** 12345.5 is 12 345,5 in Swedish. */
  number: {
    takes: "nothing",
    on: { sv: "ett tal", en: "a number" },
    apply: (value, { locale }) =>
      typeof value === "number" ? numberFormat(TAGS[locale]).format(value) : undefined,
  },
  capitalize: text((value, tag) => {
    const [first = "", ...rest] = value;
    return first.toLocaleUpperCase(tag) + rest.join("");
  }),
  upper: text((value, tag) => value.toLocaleUpperCase(tag)),
  lower: text((value, tag) => value.toLocaleLowerCase(tag)),
} as const satisfies Record<string, Filter>;
export type FilterName = keyof typeof FILTERS;

/** The names of all filters, for the parser and its messages. */
export const FILTER_NAMES = Object.keys(FILTERS) as readonly FilterName[];

/** A value as text where no filter says how: numbers with the language's decimal sign, yes and no as words. */
export function plainText(value: PresentValue, locale: Locale): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") {
    return numberFormat(TAGS[locale], { useGrouping: false }).format(value);
  }
  if (locale === "sv") return value ? "ja" : "nej";
  return value ? "yes" : "no";
}
