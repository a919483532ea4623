import type { LocalDate } from "@perennial/contract";
import type { AssessmentFigures } from "./assessment-figures.ts";
import { JUDGES } from "./judge-question.ts";
import type { Judged } from "./judged.ts";
import { type AssessmentQuestion, QUESTION_IDS, QUESTIONS, type QuestionId } from "./questions.ts";

/** A question with what the data answer. */
export interface AssessedQuestion extends AssessmentQuestion, Judged {
  readonly id: QuestionId;
  readonly period: { readonly from: LocalDate; readonly to: LocalDate };
  /** The programs that run and act on it, by id. */
  readonly programs: readonly string[];
}

/**
 * Answers the questions of the self-assessment from figures of other reports (D-36): each with a verdict and the
 * threshold that it follows from, or with what the data lack, so that the company answers itself.
 *
 * @example
 * const open = assess(figures).filter(({ verdict }) => verdict === "unknown");
 */
export function assess(figures: AssessmentFigures): readonly AssessedQuestion[] {
  return QUESTION_IDS.map((id) => {
    const question = QUESTIONS[id];
    const programs = figures.programs
      .filter(({ family }) => family !== undefined && question.families.includes(family))
      .map((program) => program.id)
      .sort();
    return { id, ...question, ...JUDGES[id](figures), period: figures.period, programs };
  });
}
