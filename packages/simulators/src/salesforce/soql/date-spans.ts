import { fromMillis, toMillis } from "../../time/instant.ts";
import { instantAt, plusDays, plusMonths, wallClock } from "../../time/zone.ts";

/** A time from a moment to before another, both in milliseconds since 1970. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Where spans of days begin. */
export interface SpanContext {
  readonly nowMs: number;
  /** An IANA name. */
  readonly timeZone: string;
}

interface Today {
  readonly date: string;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
}

type Unit = "DAY" | "WEEK" | "MONTH" | "QUARTER" | "YEAR";

const PLAIN = /^(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR)$/;
const COUNTED = /^(LAST|NEXT)_N_(DAY|WEEK|MONTH|QUARTER|YEAR)S$/;
const AGO = /^N_(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO$/;

/** Whether a word names a span, and whether a number follows it; nothing where it names none. */
export function spanForm(name: string): "plain" | "counted" | undefined {
  if (/^(?:TODAY|YESTERDAY|TOMORROW|LAST_90_DAYS|NEXT_90_DAYS)$/.test(name) || PLAIN.test(name))
    return "plain";
  return COUNTED.test(name) || AGO.test(name) ? "counted" : undefined;
}

/** The time that a span such as `LAST_N_DAYS:30` means in the org's zone. */
export function spanOf(name: string, count: number, context: SpanContext): Span {
  const [from, to] = bounds(name, count);
  const unit = unitOf(name);
  return { fromMs: startOf(unit, from, context), toMs: startOf(unit, to, context) };
}

function unitOf(name: string): Unit {
  const found = PLAIN.exec(name)?.[2] ?? COUNTED.exec(name)?.[2] ?? AGO.exec(name)?.[1] ?? "DAY";
  return found === "WEEK" || found === "MONTH" || found === "QUARTER" || found === "YEAR"
    ? found
    : "DAY";
}

/** How many units from the present one the span begins and ends. */
function bounds(name: string, count: number): readonly [number, number] {
  if (name === "YESTERDAY") return [-1, 0];
  if (name === "TOMORROW") return [1, 2];
  if (name === "LAST_90_DAYS") return [-90, 1];
  if (name === "NEXT_90_DAYS") return [1, 91];
  if (AGO.test(name)) return [-count, 1 - count];
  const side = PLAIN.exec(name)?.[1];
  if (side !== undefined) return side === "THIS" ? [0, 1] : side === "LAST" ? [-1, 0] : [1, 2];
  const counted = COUNTED.exec(name);
  if (counted === null) return [0, 1];
  // Of days, the present one is among the last ones; of longer units it is not.
  if (counted[1] === "LAST") return [-count, counted[2] === "DAY" ? 1 : 0];
  return [1, count + 1];
}

function startOf(unit: Unit, steps: number, { nowMs, timeZone }: SpanContext): number {
  const { date, weekday } = wallClock(fromMillis(nowMs), timeZone);
  return toMillis(instantAt(startDay(unit, steps, { date, weekday }), 0, timeZone));
}

function startDay(unit: Unit, steps: number, { date, weekday }: Today): string {
  const month = Number(date.slice(5, 7));
  switch (unit) {
    case "YEAR":
      return plusMonths(`${date.slice(0, 4)}-01-01`, steps * 12);
    case "QUARTER":
      return plusMonths(`${date.slice(0, 8)}01`, steps * 3 - ((month - 1) % 3));
    case "MONTH":
      return plusMonths(`${date.slice(0, 8)}01`, steps);
    case "WEEK":
      // A week begins with its Sunday.
      return plusDays(date, steps * 7 - (weekday % 7));
    default:
      return plusDays(date, steps);
  }
}
