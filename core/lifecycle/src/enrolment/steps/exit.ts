import type { StepOf } from "../../program/step.ts";
import type { Next, Run } from "../run.ts";

/** Ends the enrolment. */
export function enterExit(_run: Run, step: StepOf<"exit">): Next {
  return { end: step.reason };
}
