import type { Language } from "./language.ts";

const LOCALES: Readonly<Record<Language, string>> = { sv: "sv-SE", en: "en-GB" };

/** A calendar date such as `2026-03-31`, written for people. */
export function formatDate(date: string, language: Language): string {
  const at = new Date(`${date.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return date;
  return new Intl.DateTimeFormat(LOCALES[language], {
    ...{ dateStyle: "medium", timeZone: "UTC" },
  }).format(at);
}

/** A moment, as the clocks of the portal's time zone show it. */
export function formatMoment(instant: string, language: Language, zone: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  return new Intl.DateTimeFormat(LOCALES[language], {
    ...{ dateStyle: "medium", timeStyle: "short", timeZone: zone },
  }).format(at);
}

/** A count, with its thousands told apart. */
export function formatCount(count: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language]).format(count);
}

/** An amount in the currency's minor unit, such as 129900 öre, with its currency. */
export function formatMoney(minor: number, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(LOCALES[language], { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}

const UNITS: readonly (readonly [string, Readonly<Record<Language, readonly [string, string]>>])[] =
  [
    ["Y", { sv: ["år", "år"], en: ["year", "years"] }],
    ["M", { sv: ["månad", "månader"], en: ["month", "months"] }],
    ["W", { sv: ["vecka", "veckor"], en: ["week", "weeks"] }],
    ["D", { sv: ["dag", "dagar"], en: ["day", "days"] }],
    ["H", { sv: ["timme", "timmar"], en: ["hour", "hours"] }],
    ["TM", { sv: ["minut", "minuter"], en: ["minute", "minutes"] }],
  ];

/** A duration of ISO 8601 such as `P7D` in words; what is none is given back as it is. */
export function formatDuration(duration: string, language: Language): string {
  const [days, hours = ""] = duration.split("T");
  const parts = [
    ...(days ?? "").matchAll(/(\d+)([YMWD])/g),
    ...hours.replace("M", "TM").matchAll(/(\d+)(H|TM)/g),
  ];
  if (!duration.startsWith("P") || parts.length === 0) return duration;
  return parts.map(([, count, unit]) => counted(Number(count), unit ?? "", language)).join(" ");
}

function counted(count: number, unit: string, language: Language): string {
  const words = UNITS.find(([name]) => name === unit)?.[1][language];
  return `${count} ${count === 1 ? words?.[0] : words?.[1]}`;
}
