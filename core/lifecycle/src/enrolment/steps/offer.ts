import type { StepOf } from "../../program/step.ts";
import type { Next, Run } from "../run.ts";

/** Chooses the customer's offer by contract, segment and value. */
export function enterOffer(run: Run, step: StepOf<"offer">): Next {
  const chosen = step.choose.find((choice) => run.holds(choice.when));
  run.set({ offer: chosen?.offer ?? step.otherwise });
  return { goTo: run.program.after(step) };
}
