import type { Duration, LocalDate } from "@perennial/contract";
import { addDays, addToDate, subtractFromDate } from "./date.ts";

/** How a trigger's day follows from a date of a record, and how long after it one may still come. */
export interface DateRule {
  readonly before?: Duration;
  readonly after?: Duration;
  readonly late: Duration;
}

/** The day on which a rule comes up for a date. */
export function triggerDay(date: LocalDate, rule: DateRule): LocalDate {
  const earlier = rule.before === undefined ? date : subtractFromDate(date, rule.before);
  return rule.after === undefined ? earlier : addToDate(earlier, rule.after);
}

/**
 * The dates for which a rule is up today: its day has come and is not longer ago than `late`. Both ends
 * belong to it. Exact for months of any length, because the ends are found by trying the rule itself.
 */
export function dateWindow(today: LocalDate, rule: DateRule): { from: LocalDate; to: LocalDate } {
  const guess = guessDate(today, rule);
  const hasCome = (date: LocalDate) => triggerDay(date, rule) <= today;
  const to = lastThat(hasCome, guess);
  const stillOpen = (date: LocalDate) => addToDate(triggerDay(date, rule), rule.late) >= today;
  const from = firstThat(stillOpen, subtractFromDate(guess, rule.late));
  return { from, to };
}

function guessDate(today: LocalDate, rule: DateRule): LocalDate {
  const later = rule.before === undefined ? today : addToDate(today, rule.before);
  return rule.after === undefined ? later : subtractFromDate(later, rule.after);
}

function lastThat(holds: (date: LocalDate) => boolean, guess: LocalDate): LocalDate {
  let date = guess;
  while (!holds(date)) date = addDays(date, -1);
  while (holds(addDays(date, 1))) date = addDays(date, 1);
  return date;
}

function firstThat(holds: (date: LocalDate) => boolean, guess: LocalDate): LocalDate {
  let date = guess;
  while (!holds(date)) date = addDays(date, 1);
  while (holds(addDays(date, -1))) date = addDays(date, -1);
  return date;
}
