import type { Instant } from "@perennial/contract";

/** A moment as a clock on the wall shows it, and where that wall is: as Graph writes moments (`dateTimeTimeZone`). */
export interface ZonedMoment {
  /** Without an offset, such as `2026-12-01T09:00:00`. */
  readonly dateTime: string;
  /** An IANA name, which Outlook knows beside those of Windows (learn.microsoft.com/graph, "supportedTimeZones"). */
  readonly timeZone: string;
}

/** A moment in a time zone: To Do shows the day alone, and it is the day in the company's zone that is meant. */
export function zonedMoment(at: Instant, timeZone: string): ZonedMoment {
  const date = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const time = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
  const written = new Intl.DateTimeFormat("sv-SE", { ...date, ...time, timeZone });
  return { dateTime: written.format(Date.parse(at)).replace(" ", "T"), timeZone };
}
