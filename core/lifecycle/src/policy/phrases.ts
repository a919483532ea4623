import type { Channel, Duration, Instant, LocalDate, Locale } from "@perennial/contract";
import { localDateOf, localTimeOf } from "../schedule/calendar.ts";
import { durationParts } from "../schedule/duration.ts";

const MONTHS: Readonly<Record<Locale, readonly string[]>> = {
  sv: [
    ...["januari", "februari", "mars", "april", "maj", "juni"],
    ...["juli", "augusti", "september", "oktober", "november", "december"],
  ],
  en: [
    ...["January", "February", "March", "April", "May", "June"],
    ...["July", "August", "September", "October", "November", "December"],
  ],
};

const CHANNELS: Readonly<Record<Locale, Readonly<Record<Channel, string>>>> = {
  sv: { email: "via e-post", sms: "via sms", phone: "per telefon", post: "per brev" },
  en: { email: "by e-mail", sms: "by SMS", phone: "by phone", post: "by post" },
};

const CALENDAR_WINDOWS: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  sv: {
    day: "under dagen",
    week: "under veckan",
    month: "under kalendermånaden",
    year: "under kalenderåret",
  },
  en: {
    day: "in the day",
    week: "in the week",
    month: "in the calendar month",
    year: "in the calendar year",
  },
};

/** How a channel is said: `via sms`, `by phone`. */
export function channelPhrase(channel: Channel, locale: Locale): string {
  return CHANNELS[locale][channel];
}

/** A date as people say it: `2 mars 2026`, `2 March 2026`. */
export function datePhrase(date: LocalDate, locale: Locale): string {
  const month = MONTHS[locale][Number(date.slice(5, 7)) - 1] ?? date.slice(5, 7);
  return `${Number(date.slice(8, 10))} ${month} ${date.slice(0, 4)}`;
}

/** A moment as people say it where they live: `2 mars 2026 kl. 08:00`. Without a zone it is told in UTC. */
export function momentPhrase(instant: Instant, zone: string | undefined, locale: Locale): string {
  const date = datePhrase(localDateOf(instant, zone ?? "UTC"), locale);
  const time = localTimeOf(instant, zone ?? "UTC");
  const utc = zone === undefined ? " UTC" : "";
  return locale === "sv" ? `${date} kl. ${time}${utc}` : `${date} at ${time}${utc}`;
}

/** A number with its noun in the right form. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The span a limit is for: `på 7 dagar`, `in the calendar month`. */
export function windowPhrase(window: string, locale: Locale): string {
  const calendar = CALENDAR_WINDOWS[locale][window];
  if (calendar !== undefined) return calendar;
  const length = durationPhrase(window, locale);
  return locale === "sv" ? `på ${length}` : `in ${length}`;
}

/** A duration in words: `P7D` is `7 dagar`, `PT24H` is `24 timmar`. */
export function durationPhrase(duration: Duration, locale: Locale): string {
  const { months, days, minutes } = durationParts(duration);
  const sv = locale === "sv";
  const words: string[] = [];
  if (months > 0 && months % 12 === 0) {
    words.push(counted(months / 12, sv ? "år" : "year", sv ? "år" : "years"));
  } else if (months > 0) {
    words.push(counted(months, sv ? "månad" : "month", sv ? "månader" : "months"));
  }
  if (days > 0) words.push(counted(days, sv ? "dag" : "day", sv ? "dagar" : "days"));
  const hours = Math.floor(minutes / 60);
  if (hours > 0) words.push(counted(hours, sv ? "timme" : "hour", sv ? "timmar" : "hours"));
  const rest = minutes % 60;
  if (rest > 0) words.push(counted(rest, sv ? "minut" : "minute", sv ? "minuter" : "minutes"));
  return words.length === 0 ? (sv ? "ingen tid" : "no time") : listPhrase(words, locale);
}

/** Words with commas and an `och` or `and` before the last. */
export function listPhrase(words: readonly string[], locale: Locale): string {
  if (words.length < 2) return words.join("");
  const last = words.at(-1) ?? "";
  return `${words.slice(0, -1).join(", ")} ${locale === "sv" ? "och" : "and"} ${last}`;
}
