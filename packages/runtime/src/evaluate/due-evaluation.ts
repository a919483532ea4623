import type { LocalDate } from "@perennial/contract";
import {
  addToDate,
  dateRule,
  dateTriggers,
  monthsOf,
  type RunningProgram,
  triggerDay,
} from "@perennial/lifecycle";

/** An evaluation that is due: its day, and the day from which it counts. */
export interface DueEvaluation {
  readonly dueOn: LocalDate;
  readonly from: LocalDate;
}

/**
 * The latest evaluation of a program that is due today: one that was missed is made up for by the next. Nothing before
 * the first.
 * @param evaluating The program about programs, whose triggers say when (K:1).
 * @param live The day the program went live.
 */
export function dueEvaluation(
  evaluating: RunningProgram,
  live: LocalDate,
  today: LocalDate,
): DueEvaluation | undefined {
  const days = dueDays(evaluating, live, today);
  const dueOn = days.at(-1);
  return dueOn === undefined ? undefined : { dueOn, from: days.at(-2) ?? live };
}

/** Every day up to today on which an evaluation is due, in order. */
function dueDays(
  evaluating: RunningProgram,
  live: LocalDate,
  today: LocalDate,
): readonly LocalDate[] {
  const days = dateTriggers(evaluating).flatMap((trigger) => {
    const rule = dateRule(trigger, evaluating);
    if (trigger.every === undefined) return [triggerDay(live, rule)];
    const step = monthsOf(trigger.every);
    const found: LocalDate[] = [];
    for (let count = 1; ; count++) {
      const day = triggerDay(addToDate(live, `P${count * step}M`), rule);
      if (day > today) return found;
      found.push(day);
    }
  });
  return [...new Set(days.filter((day) => day <= today))].sort();
}
