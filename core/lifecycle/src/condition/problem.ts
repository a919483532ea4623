import type { LocalizedText } from "@perennial/contract";

/** What can be wrong with a condition. */
export type ProblemCode =
  | "not-a-condition"
  | "unknown-key"
  | "too-large"
  | "unknown-field"
  | "field-not-available"
  | "unknown-operator"
  | "operator-does-not-fit"
  | "value-missing"
  | "value-not-needed"
  | "wrong-value"
  | "unknown-choice"
  | "wrong-window"
  | "unknown-setting"
  | "wrong-setting-type";

/** Where something is: the keys and positions that lead to it from the top. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with a condition, with the place in it and what to do. */
export interface ConditionProblem {
  readonly path: Path;
  readonly code: ProblemCode;
  /** What is wrong. */
  readonly message: LocalizedText;
  /** What to write instead. */
  readonly remedy: LocalizedText;
}
