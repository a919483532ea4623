import type { StepOf } from "../../program/step.ts";
import type { Next, Run } from "../run.ts";
import { share } from "../share.ts";

/** Goes the way the customer's lot falls; the same customer always falls the same way. */
export function enterSplit(run: Run, step: StepOf<"split">): Next {
  const total = step.parts.reduce((sum, part) => sum + part.share, 0);
  const { customerId } = run.enrolment;
  let left = share(`split:${run.program.program.id}:${step.id}:${customerId}`) * total;
  const part = step.parts.find((each) => {
    left -= each.share;
    return left < 0;
  });
  const chosen = part ?? step.parts.at(-1);
  if (chosen) run.set({ [`part:${step.id}`]: chosen.name });
  return { goTo: chosen?.goTo };
}
