import type { DurationOrSetting, StepOf, WaitUntil } from "../step.ts";
import { daysOf, endOfDay, type Interval, later, shift } from "./day-interval.ts";

/** Looks up durations as days; unknown ones are nothing, and are reported elsewhere. */
export type Durations = (value: DurationOrSetting, direction: 1 | -1) => Interval;

const NONE: Interval = { from: 0, to: 0 };
/** The most days that a run of weekend and holidays moves a date that must be a business day. */
const ROLL = 5;
/** How long a message without an expiry of its own may be held, by class; as the contact policy's defaults. */
const HELD: Readonly<Record<StepOf<"send">["class"], number>> = {
  statutory: 1,
  service: 3,
  marketing: 7,
};

/** Reads durations by a function that knows the settings in force. */
export function durationsBy(inForce: (value: DurationOrSetting) => string | undefined): Durations {
  return (value, direction) => {
    const duration = inForce(value);
    return duration === undefined ? NONE : daysOf(duration, direction);
  };
}

/** The days on which a step that sends may be done with, if it began on some days. */
export function afterContact(
  at: Interval,
  step: StepOf<"send"> | StepOf<"call">,
  durations: Durations,
): Interval {
  if (step.do === "send" && step.proceed === "at-once") return at;
  const held = step.expires === undefined ? HELD[step.class] : durations(step.expires, 1).to;
  return { from: at.from, to: at.to + held };
}

/** The days on which a wait's own time is over, and those on which its date had passed before. */
export function afterWait(
  at: Interval,
  step: StepOf<"wait">,
  durations: Durations,
): { readonly passed: readonly Interval[]; readonly skipped: Interval | undefined } {
  if (step.for !== undefined)
    return { passed: [shift(at, durations(step.for, 1))], skipped: undefined };
  const { until } = step;
  if (until === undefined) return { passed: [], skipped: undefined };
  if (!("date" in until)) return { passed: [shift(at, untilNext(until))], skipped: undefined };
  const date = dayWaitedFor(until, durations);
  // Another record's date may come any day, or have passed.
  if (!date) return { passed: [{ from: at.from, to: Number.POSITIVE_INFINITY }], skipped: at };
  const from = Math.max(at.from, date.from);
  const reached = from <= endOfDay(date.to) ? [{ from, to: Math.max(from, date.to) }] : [];
  const late = later(at, date.from);
  if (until.late !== "now") return { passed: reached, skipped: late };
  return { passed: late ? [...reached, late] : reached, skipped: undefined };
}

/** The days on which an enrolment may be found standing at a wait. */
export function daysStandingAt(at: Interval, step: StepOf<"wait">, durations: Durations): Interval {
  const { passed } = afterWait(at, step, durations);
  const last = passed.reduce((most, each) => Math.max(most, each.to), at.to);
  const isOpen = step.for === undefined && step.until === undefined;
  return { from: at.from, to: isOpen ? Number.POSITIVE_INFINITY : last };
}

function untilNext(until: Exclude<WaitUntil, { date: string }>): Interval {
  if ("nextMonthDay" in until) return { from: 1, to: 61 };
  return { from: 0, to: until.weekday === undefined ? 1 : 7 };
}

/** The days, counted from the agreement's end, on which a wait for a date ends; none for another date. */
function dayWaitedFor(
  until: Extract<WaitUntil, { date: string }>,
  durations: Durations,
): Interval | undefined {
  if (until.date !== "agreement.end") return undefined;
  const before = until.before ? durations(until.before, -1) : NONE;
  const after = until.after ? durations(until.after, 1) : NONE;
  const day = shift(before, after);
  if (until.roll === "earlier") return { from: day.from - ROLL, to: day.to };
  return until.roll === "later" ? { from: day.from, to: day.to + ROLL } : day;
}
