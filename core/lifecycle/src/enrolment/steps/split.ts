import { partVariable } from "../../experiment/holdout-lot.ts";
import type { StepOf } from "../../program/step.ts";
import type { Next, Run } from "../run.ts";
import { share } from "../share.ts";

/**
 * Goes the way the customer's lot falls. The lot hangs on the program, the step and the customer: the same customer falls
 * the same way in every version and every round. The part is noted, for results are told by part (V-11).
 */
export function enterSplit(run: Run, step: StepOf<"split">): Next {
  const total = step.parts.reduce((sum, part) => sum + part.share, 0);
  const { customerId } = run.enrolment;
  let left = share(`split:${run.program.program.id}:${step.id}:${customerId}`) * total;
  const part = step.parts.find((each) => {
    left -= each.share;
    return left < 0;
  });
  const chosen = part ?? step.parts.at(-1);
  if (chosen) run.set({ [partVariable(step.id)]: chosen.name });
  return { goTo: chosen?.goTo };
}
