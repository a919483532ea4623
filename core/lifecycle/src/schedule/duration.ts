import type { Duration } from "@perennial/contract";
import { z } from "zod";
import { ScheduleError } from "./schedule-error.ts";

/**
 * A signed number of years, months, weeks and days from a date field: `-P90D` is ninety days before it,
 * `+P0D` the day itself (product.md must-have 1). The sign is always written, so that nobody guesses.
 */
export const Offset = z
  .string()
  .regex(/^[+-]P(?=\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?$/, {
    error: "write an offset with its sign and whole days, such as -P90D, +P3D or -P1M",
  })
  .meta({ id: "Offset", description: "A signed offset from a date, such as -P90D or +P3D." });
export type Offset = z.infer<typeof Offset>;

/** The parts of a duration; weeks are counted as seven days each. */
export interface DurationParts {
  readonly months: number;
  readonly days: number;
  readonly minutes: number;
}

const PATTERN =
  /^P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?)?$/;

// Programs use a handful of durations hundreds of thousands of times over.
const read = new Map<string, DurationParts>();
const REMEMBERED = 1_000;

/**
 * Takes a duration apart: years become twelve months, weeks seven days, hours sixty minutes.
 * @throws ScheduleError when the text is no ISO 8601 duration.
 */
export function durationParts(duration: Duration): DurationParts {
  const known = read.get(duration);
  if (known !== undefined) return known;
  const match = PATTERN.exec(duration);
  if (match === null) {
    throw new ScheduleError(`"${duration}" is no duration; write one such as P90D, P1M or PT36H`);
  }
  const [years, months, weeks, days, hours, minutes] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const parts: DurationParts = {
    months: (years ?? 0) * 12 + (months ?? 0),
    days: (weeks ?? 0) * 7 + (days ?? 0),
    minutes: (hours ?? 0) * 60 + (minutes ?? 0),
  };
  if (read.size >= REMEMBERED) read.clear();
  read.set(duration, parts);
  return parts;
}

/** A duration's calendar part (months, days) `times` over, a negative number backwards. */
export function dateParts(duration: Duration, times: number): DurationParts {
  const parts = durationParts(duration);
  if (parts.minutes !== 0) {
    throw new ScheduleError(
      `"${duration}" has hours or minutes, and a date has none; write whole days, such as P2D`,
    );
  }
  return { months: parts.months * times, days: parts.days * times, minutes: 0 };
}

/** The sign and the duration of an offset: `-P90D` is `{ sign: -1, duration: "P90D" }`. */
export function offsetParts(offset: Offset): {
  readonly sign: 1 | -1;
  readonly duration: Duration;
} {
  return { sign: offset.startsWith("-") ? -1 : 1, duration: offset.replace(/^[+-]/, "") };
}
