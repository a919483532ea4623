import type { Instant } from "@perennial/contract";

const FORM =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d+))?)?\s?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * Reads an ISO 8601 date and time as an instant; finer than milliseconds is cut off. One without a
 * zone is understood only if `unzoned` is `utc`, for vendors that document it so. Undefined otherwise.
 */
export function toInstant(
  text: unknown,
  unzoned: "utc" | "refuse" = "refuse",
): Instant | undefined {
  const match = typeof text === "string" ? FORM.exec(text.trim()) : null;
  if (match === null) return undefined;
  const [, year = "", month = "", day = "", time = "", seconds = "00", fraction = ""] = match;
  const zone = match[7] ?? (unzoned === "utc" ? "Z" : undefined);
  if (zone === undefined || !isDate(Number(year), Number(month), Number(day))) return undefined;
  const milliseconds = fraction.slice(0, 3).padEnd(3, "0");
  const offset = zone === "Z" ? zone : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const moment = Date.parse(`${year}-${month}-${day}T${time}:${seconds}.${milliseconds}${offset}`);
  return Number.isNaN(moment) ? undefined : new Date(moment).toISOString();
}

/** `Date.parse` would turn 30 February into 2 March. */
function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
