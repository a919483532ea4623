import { Instant, LocalDate } from "@perennial/contract";
import { toInstant } from "../inbound/to-instant.ts";
import { type Conversion, converted } from "./conversion.ts";
import type { ScalarConverter } from "./converter.ts";

type DateForm = Extract<ScalarConverter, { kind: "date" }>["form"];
type InstantConverter = Extract<ScalarConverter, { kind: "instant" }>;

/** The furthest that instants are written with four digits of a year. */
const FIRST = Date.parse("0001-01-01T00:00:00.000Z");
const LAST = Date.parse("9999-12-31T23:59:59.999Z");

/** Reads a calendar date. */
export function readDate(value: unknown, form: DateForm): Conversion {
  if (form === "iso") {
    const date = LocalDate.safeParse(value);
    return converted(date.data, "is not a date such as 2026-03-31");
  }
  const [date, time] = momentOf(value, 1)?.split("T") ?? [];
  const isMidnight = time === "00:00:00.000Z";
  return converted(isMidnight ? date : undefined, "is not midnight UTC in milliseconds since 1970");
}

/** Writes a calendar date. */
export function writeDate(value: unknown, form: DateForm): Conversion {
  const date = LocalDate.safeParse(value);
  if (!date.success) return { problem: "is not a date such as 2026-03-31" };
  return { value: form === "iso" ? date.data : Date.parse(`${date.data}T00:00:00.000Z`) };
}

/** Reads a moment. */
export function readInstant(value: unknown, { form, unzoned }: InstantConverter): Conversion {
  if (form === "iso") {
    return converted(toInstant(value, unzoned), "is not a date and time with its zone");
  }
  const unit = form === "epoch-seconds" ? 1_000 : 1;
  const name = form === "epoch-seconds" ? "seconds" : "milliseconds";
  return converted(momentOf(value, unit), `is not a number of ${name} since 1970`);
}

/** Writes a moment. */
export function writeInstant(value: unknown, { form }: InstantConverter): Conversion {
  const instant = Instant.safeParse(value);
  const moment = instant.success ? Date.parse(instant.data) : Number.NaN;
  if (!instant.success || Number.isNaN(moment)) {
    return { problem: "is not an instant such as 2026-03-01T08:00:00.000Z" };
  }
  if (form === "iso") return { value: instant.data };
  return { value: form === "epoch-ms" ? moment : Math.floor(moment / 1_000) };
}

function momentOf(value: unknown, unit: number): string | undefined {
  const isDigits = typeof value === "string" && /^-?\d{1,16}$/.test(value.trim());
  const number = isDigits ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) return undefined;
  const moment = Math.trunc(number * unit);
  return moment >= FIRST && moment <= LAST ? new Date(moment).toISOString() : undefined;
}
