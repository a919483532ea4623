import type { StepOf } from "../../program/step.ts";
import type { Next, Run } from "../run.ts";

/** Asks for an outside system to be told and goes on. */
export function enterWebhook(run: Run, step: StepOf<"webhook">): Next {
  run.emit({
    kind: "webhook",
    step: step.id,
    type: step.type,
    data: Object.fromEntries(
      Object.entries(step.data).map(([name, value]) => [name, run.valueOf(value)]),
    ),
  });
  return { goTo: run.program.after(step) };
}
