import { durationOf } from "../../program/program.ts";
import type { StepOf } from "../../program/step.ts";
import { addDuration } from "../../schedule/calendar.ts";
import type { Next, Run } from "../run.ts";

/** Asks for a task in the CRM and goes on. */
export function enterTask(run: Run, step: StepOf<"task">): Next {
  const due = step.due && durationOf(step.due, run.program);
  run.emit({
    kind: "task",
    step: step.id,
    template: step.template,
    ...(step.assignee !== undefined && { assignee: step.assignee }),
    ...(due && { dueAt: addDuration(run.now, due, run.facts.zone) }),
  });
  return { goTo: run.program.after(step) };
}
