import { numberOf } from "../../program/program.ts";
import type { Step, StepKind, StepOf } from "../../program/step.ts";
import type { Next, Run } from "../run.ts";
import { exitDue } from "../signal-moves.ts";
import { enterBranch } from "./branch.ts";
import { enterCall } from "./call.ts";
import { enterCallProgram } from "./call-program.ts";
import { enterExit } from "./exit.ts";
import { enterOffer } from "./offer.ts";
import { enterSend } from "./send.ts";
import { enterSplit } from "./split.ts";
import { enterTask } from "./task.ts";
import { enterUpdate } from "./update.ts";
import { enterWait } from "./wait.ts";
import { enterWebhook } from "./webhook.ts";

type Enter = { readonly [K in StepKind]: (run: Run, step: StepOf<K>) => Next };

const ENTER: Enter = {
  send: enterSend,
  call: enterCall,
  task: enterTask,
  wait: enterWait,
  branch: enterBranch,
  split: enterSplit,
  update: enterUpdate,
  offer: enterOffer,
  "call-program": enterCallProgram,
  webhook: enterWebhook,
  exit: enterExit,
};

/**
 * Does what a step says on arrival, unless its limit is reached. Before the customer is contacted the exits are
 * judged again: the way here may have led into a stage where one holds. What is for staff alone is still done.
 */
export function enterStep(run: Run, stepId: string): Next {
  const step = run.program.step(stepId);
  if (step.limit) {
    const name = `times:${stepId}`;
    const before = run.enrolment.variables[name];
    const times = typeof before === "number" ? before : 0;
    if (times >= numberOf(step.limit.times, run.program)) return { goTo: step.limit.goTo };
    run.set({ [name]: times + 1 });
  }
  run.enter(stepId);
  const exit = step.do === "send" || step.do === "call" ? exitDue(run) : undefined;
  return exit === undefined ? dispatch(run, step) : { leave: exit };
}

function dispatch<K extends StepKind>(run: Run, step: Step & { do: K }): Next {
  const enter: (run: Run, step: StepOf<K>) => Next = ENTER[step.do as K];
  return enter(run, step as StepOf<K>);
}
