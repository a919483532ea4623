import type { ConditionProblem } from "./problem.ts";

/** A condition or a catalogue of fields that cannot be used; the checker would have said so before. */
export class ConditionError extends Error {
  /** What is wrong, place by place; empty where the fault is not inside a condition. */
  readonly problems: readonly ConditionProblem[];

  constructor(message: string, problems: readonly ConditionProblem[] = []) {
    super(message);
    this.name = "ConditionError";
    this.problems = problems;
  }
}
