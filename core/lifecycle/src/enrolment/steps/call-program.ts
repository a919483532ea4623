import type { StepOf } from "../../program/step.ts";
import type { Next, Run } from "../run.ts";

/** Asks for another program to start for the same customer and goes on (P-05). */
export function enterCallProgram(run: Run, step: StepOf<"call-program">): Next {
  run.emit({ kind: "start-program", step: step.id, program: step.program });
  return { goTo: run.program.after(step) };
}
