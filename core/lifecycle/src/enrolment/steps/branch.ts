import type { StepOf } from "../../program/step.ts";
import type { Next, Run } from "../run.ts";

/** Goes the way of the first condition that holds. */
export function enterBranch(run: Run, step: StepOf<"branch">): Next {
  const chosen = step.choose.find((choice) => run.holds(choice.when));
  return { goTo: chosen?.goTo ?? step.otherwise ?? run.program.after(step) };
}
