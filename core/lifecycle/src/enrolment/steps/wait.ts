import { Instant, LocalDate } from "@perennial/contract";
import { readField } from "../../condition/read-field.ts";
import { durationOf, numberOf, timeOf } from "../../program/program.ts";
import type { NumberOrSetting, StepOf, WaitUntil } from "../../program/step.ts";
import { localDateOf } from "../../schedule/calendar.ts";
import { addToDate, subtractFromDate } from "../../schedule/date.ts";
import { dueAfter, dueAtLocalTime, dueNextMonth, dueOnDate } from "../../schedule/wait.ts";
import type { Next, Run } from "../run.ts";

type UntilDate = Extract<WaitUntil, { date: string }>;

/** Stands still for a time, until a date, or until a signal comes. */
export function enterWait(run: Run, step: StepOf<"wait">): Next {
  if (step.for !== undefined) {
    return parkUntil(dueAfter(run.now, durationOf(step.for, run.program), run.facts.zone));
  }
  const { until } = step;
  if (until === undefined) return { park: true };
  if ("date" in until) return untilDate(run, step, until);
  if ("nextMonthDay" in until) {
    const month = { day: dayIn(run, until.nextMonthDay), at: timeOf(until.at, run.program) };
    return parkUntil(dueNextMonth(month, run.now, run.facts));
  }
  const weekdays = until.weekday === undefined ? [] : [until.weekday];
  return parkUntil(
    dueAtLocalTime({ at: timeOf(until.at, run.program), weekdays }, run.now, run.facts),
  );
}

function parkUntil(timerAt: Instant): Next {
  return { park: true, timerAt };
}

/** A date that the record does not hold never comes: only a signal ends such a wait. */
function untilDate(run: Run, step: StepOf<"wait">, until: UntilDate): Next {
  const date = dateIn(run, until.date);
  if (date === undefined) return { park: true };
  const earlier = until.before
    ? subtractFromDate(date, durationOf(until.before, run.program))
    : date;
  const wanted = until.after ? addToDate(earlier, durationOf(until.after, run.program)) : earlier;
  const late = until.late === "now" ? "now" : "skip";
  const due = dueOnDate(
    { date: wanted, at: timeOf(until.at, run.program), roll: until.roll, late },
    run.now,
    run.facts,
  );
  if ("due" in due) return parkUntil(due.due);
  return { goTo: until.late === "now" ? run.program.after(step) : until.late.skip };
}

/** A tenant's own field may hold anything: what is no date counts as none. */
function dateIn(run: Run, field: string): LocalDate | undefined {
  const value = readField(run.facts, field);
  if (LocalDate.safeParse(value).success) return String(value);
  const instant = Instant.safeParse(value);
  if (!instant.success || Number.isNaN(Date.parse(instant.data))) return undefined;
  return localDateOf(instant.data, run.facts.zone);
}

/** A day of the month; a setting that names none counts as the nearest that is one. */
function dayIn(run: Run, day: NumberOrSetting): number {
  return Math.min(31, Math.max(1, numberOf(day, run.program)));
}
