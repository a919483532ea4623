import { durationOf } from "../../program/program.ts";
import type { StepOf } from "../../program/step.ts";
import { addDuration } from "../../schedule/calendar.ts";
import type { Run } from "../run.ts";

/** The fields that a message and a call have in common. */
export function contactOf(run: Run, step: StepOf<"send"> | StepOf<"call">) {
  const expires = step.expires && durationOf(step.expires, run.program);
  return {
    step: step.id,
    template: step.template,
    class: step.class,
    priority: step.priority,
    keep: step.keep,
    ...(step.topic !== undefined && { topic: step.topic }),
    ...(expires && { expiresAt: addDuration(run.now, expires, run.facts.zone) }),
  };
}
