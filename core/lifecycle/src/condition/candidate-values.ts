import type { AttributeValue, Instant, LocalDate } from "@perennial/contract";
import type { Facts } from "../facts/facts.ts";
import { addDays } from "../schedule/date.ts";
import { type ConditionDate, resolveDate, startOfDay } from "./condition-date.ts";
import type { Field } from "./field.ts";
import type { FieldQuestion } from "./resolved-condition.ts";

/**
 * Values a field could take instead, at least one for every set of answers its questions can have
 * together: what they name, what lies just beside, something else, and nothing.
 */
export function candidateValues(
  field: Field<Facts>,
  questions: readonly FieldQuestion[],
  facts: Facts,
): readonly (AttributeValue | undefined)[] {
  switch (field.type) {
    case "choice":
      return [...(field.values ?? []), undefined];
    case "boolean":
      return [true, false, undefined];
    case "number":
    case "money":
      return [...besideNumbers(questions.flatMap(numbersIn)), undefined];
    case "date":
      return [...besideDates(questions, facts), undefined];
    case "instant":
      return [...besideMoments(questions, facts), undefined];
    case "text":
      return [...texts(questions), undefined];
    case "set":
      return [...members(questions), undefined];
  }
}

/** The numbers themselves, and one on each side of and between them. */
export function besideNumbers(numbers: readonly number[]): readonly number[] {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  if (sorted.length === 0) return [0];
  return sorted.flatMap((number, index) => {
    const next = sorted[index + 1] ?? number + 2;
    return index === 0 ? [number, number - 1, (number + next) / 2] : [number, (number + next) / 2];
  });
}

function numbersIn(question: FieldQuestion): readonly number[] {
  if (question.ask === "order") return [question.value];
  if (question.ask !== "equality") return [];
  return question.values.filter((value) => typeof value === "number");
}

function besideDates(questions: readonly FieldQuestion[], facts: Facts): readonly LocalDate[] {
  const dates = questions.flatMap((question) => {
    return question.ask === "date" ? [dateIn(question.value, facts)] : [];
  });
  if (dates.length === 0) return [facts.today];
  return dates.flatMap((date) => [date, step(date, -1), step(date, 1)]);
}

function dateIn(date: ConditionDate, facts: Facts): LocalDate {
  return resolveDate(date, facts.today);
}

function step(date: LocalDate, days: 1 | -1): LocalDate {
  // Next to the ends of the calendar there is nothing further out.
  if (date < "0001-01-02" || date > "9999-12-30") return date;
  return addDays(date, days);
}

function besideMoments(questions: readonly FieldQuestion[], facts: Facts): readonly Instant[] {
  return besideDates(questions, facts).map((date) => startOfDay(date, facts.zone));
}

/** The member that is asked about, or one that nobody asks about. */
function members(questions: readonly FieldQuestion[]): readonly string[] {
  const asked = questions.flatMap((each) => (each.ask === "member" ? [each.value] : []));
  return asked.length > 0 ? asked : ["\u2026"];
}

/** The texts that are named, all wanted parts in one, and a text that is none of them. */
function texts(questions: readonly FieldQuestion[]): readonly string[] {
  const named: string[] = [];
  const parts: string[] = [];
  for (const question of questions) {
    if (question.ask === "part" && question.part === "starts-with") parts.unshift(question.value);
    if (question.ask === "part" && question.part === "contains") parts.push(question.value);
    if (question.ask !== "equality") continue;
    for (const value of question.values) if (typeof value === "string") named.push(value);
  }
  return [...named, ...parts, parts.join(" "), "\u2026"].filter((text) => text !== "");
}
