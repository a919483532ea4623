import { useMemo } from "react";
import { useLanguage } from "../language/language.ts";
import { useSession } from "../session/use-session.ts";

/** How values are written for who reads: in their language and the company's zone and currency. */
export interface Format {
  readonly count: (value: number) => string;
  /** A share of 1 as percent. */
  readonly share: (value: number) => string;
  /** A number with at most so many decimals. @default 1 */
  readonly decimal: (value: number, decimals?: number) => string;
  /** An amount in minor units. */
  readonly money: (minor: number, currency?: string) => string;
  /** A date such as 2026-03-31. */
  readonly day: (date: string) => string;
  /** A moment, in the company's zone. */
  readonly moment: (instant: string) => string;
  /** The time of day of a moment. */
  readonly time: (instant: string) => string;
  /** The company's zone. */
  readonly zone: string;
}

/** How values are written here. */
export function useFormat(): Format {
  const { locale } = useLanguage();
  const { tenant } = useSession();
  const { timeZone } = tenant;
  const currency = "currency" in tenant ? String(tenant.currency) : "SEK";
  return useMemo(() => formatFor({ locale, timeZone, currency }), [locale, timeZone, currency]);
}

interface Place {
  readonly locale: string;
  readonly timeZone: string;
  readonly currency: string;
}

function formatFor({ locale, timeZone, currency }: Place): Format {
  const tag = locale === "sv" ? "sv-SE" : "en-GB";
  const count = new Intl.NumberFormat(tag);
  const share = new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 1 });
  const day = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeZone: "UTC" });
  const moment = new Intl.DateTimeFormat(tag, {
    ...{ dateStyle: "medium", timeStyle: "short", timeZone },
  });
  const time = new Intl.DateTimeFormat(tag, { timeStyle: "short", timeZone });
  return {
    count: (value) => count.format(value),
    share: (value) => share.format(value),
    decimal: (value, decimals = 1) =>
      new Intl.NumberFormat(tag, { maximumFractionDigits: decimals }).format(value),
    money: (minor, of = currency) => moneyFormat(tag, of).format(minor / minorOf(of)),
    day: (date) => day.format(new Date(`${date.slice(0, 10)}T00:00:00Z`)),
    moment: (instant) => moment.format(new Date(instant)),
    time: (instant) => time.format(new Date(instant)),
    zone: timeZone,
  };
}

function moneyFormat(tag: string, currency: string): Intl.NumberFormat {
  return new Intl.NumberFormat(tag, {
    ...{ style: "currency", currency, maximumFractionDigits: 0 },
  });
}

/** How many minor units a unit of a currency has. */
function minorOf(currency: string): number {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat("en", {
    ...{ style: "currency", currency },
  }).resolvedOptions();
  return 10 ** maximumFractionDigits;
}
