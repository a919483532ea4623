import type { Instant, LocalDate } from "@perennial/contract";
import { UnfitError } from "./unfit-error.ts";
import { dateIn, instantIn, type LocalMoment } from "./zone.ts";

/** Forms of dates and times that have a name. */
const NAMED = ["iso", "iso-utc", "epoch-seconds", "epoch-milliseconds"];

/** The parts of a date or a time as they are written in a format; the others stand for themselves. */
const TOKENS: ReadonlyMap<string, string> = new Map([
  ["YYYY", "(?<year>\\d{4})"],
  ["MM", "(?<month>\\d{2})"],
  ["M", "(?<month>\\d{1,2})"],
  ["DD", "(?<day>\\d{2})"],
  ["D", "(?<day>\\d{1,2})"],
  ["HH", "(?<hour>\\d{2})"],
  ["H", "(?<hour>\\d{1,2})"],
  ["mm", "(?<minute>\\d{2})"],
  ["ss", "(?<second>\\d{2})"],
]);
const TOKEN = /(YYYY|MM|M|DD|D|HH|H|mm|ss)/g;
const ISO =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[T ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2}(?:\.\d+)?))?)?\s?(?<zone>Z|[+-]\d{2}:?\d{2})?$/;

/** What a format is read with. */
export interface DateReading {
  readonly format: string;
  /** The zone of times without one, and of dates that are told as instants. */
  readonly zone: string;
}

/** What is wrong with a format; nothing where it can be used. */
export function formatFault(format: string, kind: "date" | "instant"): string | undefined {
  if (NAMED.includes(format)) return undefined;
  const initials = (format.match(TOKEN) ?? []).map((token) => token.charAt(0));
  if (new Set(initials).size < initials.length) return `"${format}" names a part twice`;
  const wanted = kind === "date" ? ["Y", "M", "D"] : ["Y", "M", "D", "H", "m"];
  if (wanted.some((part) => !initials.includes(part))) {
    const parts = kind === "date" ? "YYYY, MM and DD" : "YYYY, MM, DD, HH and mm";
    return `"${format}" needs ${parts}, or is one of ${NAMED.join(", ")}`;
  }
  const rest = format.replace(TOKEN, "").replace(/T/g, "");
  return /[A-Za-z]/.test(rest) ? `"${format}" has letters that stand for nothing` : undefined;
}

/**
 * Reads a calendar date. Of an ISO 8601 date and time it is the date as written.
 * @throws UnfitError where there is none.
 */
export function readDate(value: string | number, { format, zone }: DateReading): LocalDate {
  if (format.startsWith("epoch")) return dateIn(zone, epoch(value, format));
  return momentOf(value, format).date;
}

/**
 * Reads a moment; one without a zone is of the mapping's zone.
 * @throws UnfitError where there is none.
 */
export function readInstant(value: string | number, { format, zone }: DateReading): Instant {
  if (format.startsWith("epoch")) return new Date(epoch(value, format)).toISOString();
  const { date, time, offset } = momentOf(value, format);
  if (time === undefined) throw new UnfitError("a date without a time of day");
  if (offset !== undefined) return new Date(Date.parse(`${date}T${time}${offset}`)).toISOString();
  return instantIn(format === "iso-utc" ? "UTC" : zone, { date, time });
}

function epoch(value: string | number, format: string): number {
  const text = String(value).trim();
  if (!/^\d{1,15}(?:\.\d+)?$/.test(text)) throw new UnfitError(`no ${format}`);
  const moment = Math.floor(Number(text) * (format === "epoch-seconds" ? 1000 : 1));
  if (moment <= Date.UTC(9999, 11, 31)) return moment;
  throw new UnfitError(`no ${format} of our calendar`);
}

interface Moment extends Omit<LocalMoment, "time"> {
  readonly time: string | undefined;
  readonly offset: string | undefined;
}

function momentOf(value: string | number, format: string): Moment {
  const pattern = format.startsWith("iso") ? ISO : patternOf(format);
  const groups = pattern.exec(String(value).trim())?.groups;
  if (groups === undefined) throw new UnfitError(`not written as ${format}`);
  const { year = "", month = "", day = "", hour, minute = "00", second = "00", zone } = groups;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (!isDate(date)) throw new UnfitError("no day of the calendar");
  const time =
    hour === undefined ? undefined : `${hour.padStart(2, "0")}:${minute}:${clip(second)}`;
  if (time !== undefined && !isTime(time)) throw new UnfitError("no time of day");
  const offset =
    zone === undefined || zone === "Z" ? zone : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  if (offset !== undefined && Number.isNaN(Date.parse(`${date}T00:00:00${offset}`))) {
    throw new UnfitError("no offset of a time zone");
  }
  return { date, time, offset };
}

function patternOf(format: string): RegExp {
  const parts = format.split(TOKEN);
  const source = parts.map(
    (part) => TOKENS.get(part) ?? part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
  );
  return new RegExp(`^${source.join("")}$`);
}

/** Finer than milliseconds is cut off. */
function clip(second: string): string {
  const [whole = "", fraction = ""] = second.split(".");
  return `${whole}.${fraction.slice(0, 3).padEnd(3, "0")}`;
}

/** `Date.parse` would turn 30 February into 2 March; databases know no year 0. */
function isDate(date: string): boolean {
  const moment = Date.parse(`${date}T00:00:00Z`);
  return (
    !Number.isNaN(moment) &&
    new Date(moment).toISOString().startsWith(date) &&
    !date.startsWith("0000")
  );
}

function isTime(time: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\./.test(time);
}
