import type { StepOf } from "../../program/step.ts";
import type { Next, Run } from "../run.ts";
import { contactOf } from "./contact.ts";

/** Asks for a message; goes on when it has left, or at once. */
export function enterSend(run: Run, step: StepOf<"send">): Next {
  run.emit({
    kind: "message",
    channel: step.channel,
    ...contactOf(run, step),
    ...(step.oncePer !== undefined && { oncePer: step.oncePer }),
  });
  return step.proceed === "at-once" ? { goTo: run.program.after(step) } : { park: true };
}
