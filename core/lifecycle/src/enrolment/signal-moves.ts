import type { OnSignal } from "../program/step.ts";
import type { SignalFacts, Variables } from "./enrolment.ts";
import type { Run } from "./run.ts";

/** Whether a rule that names stages holds where the enrolment is. */
function inStage(run: Run, stages: readonly string[] | undefined): boolean {
  if (!stages) return true;
  return run.enrolment.stage !== undefined && stages.includes(run.enrolment.stage);
}

/** Ends the enrolment if an exit rule without signal holds now. Says whether it did. */
export function judgeExits(run: Run): boolean {
  for (const exit of run.program.program.exits) {
    if (exit.on !== undefined || !inStage(run, exit.in) || !run.holds(exit.when)) continue;
    leave(run, exit.reason);
    return true;
  }
  return false;
}

/**
 * Where a signal takes the enrolment: out, to the step its wait or a reaction names, or nowhere. In this
 * order: exits, the wait it stands at, reactions. Meeting the goal is noted on the way, and so is the end of
 * a call, because a written acceptance counts only after it (product.md, 3.3).
 */
export function moveOnSignal(run: Run, signal: SignalFacts): { goTo: string } | undefined {
  const { exits, goal, reactions } = run.program.program;
  if (typeof signal.fields.endedAt === "string") run.set({ callEndedAt: signal.fields.endedAt });
  if (goal?.on === signal.type && run.holds(goal.when)) run.decide("goal-met", signal.type);
  for (const exit of exits) {
    if (exit.on !== signal.type || !inStage(run, exit.in) || !run.holds(exit.when)) continue;
    leave(run, exit.reason);
    return undefined;
  }
  const rules = [...awaitedHere(run), ...reactions.filter((reaction) => inStage(run, reaction.in))];
  const rule = rules.find((each) => each.signal === signal.type && run.holds(each.when));
  if (!rule) return undefined;
  if (rule.set) run.set(noted(rule.set, signal));
  withdrawPending(run, signal.type);
  return { goTo: rule.goTo };
}

/** Values of a signal's fields under the names that a program gives them (`signal.endedAt` and the like). */
export function noted(set: NonNullable<OnSignal["set"]>, signal: SignalFacts): Variables {
  return Object.fromEntries(
    Object.entries(set).map(([name, field]) => {
      const key = field.replace(/^signal\./, "");
      return [name, key === "at" ? signal.at : (signal.fields[key] ?? null)];
    }),
  );
}

/**
 * The signals that the step it stands at waits for. At a message that has not been reported sent yet they
 * are those of the wait that follows: an answer proves that it was.
 */
function awaitedHere(run: Run): readonly OnSignal[] {
  const { step: stepId } = run.enrolment;
  if (stepId === undefined) return [];
  const step = run.program.step(stepId);
  if (step.do === "wait") return step.on ?? [];
  if (step.do !== "send" && step.do !== "call") return [];
  const nextId = run.program.after(step);
  const next = nextId === undefined ? undefined : run.program.step(nextId);
  return next?.do === "wait" ? (next.on ?? []) : [];
}

function leave(run: Run, reason: string): void {
  withdrawPending(run, reason);
  run.end(reason);
}

/** Takes back what has been asked for and not been done; a call that is on the list is taken off it. */
function withdrawPending(run: Run, reason: string): void {
  run.withdraw = reason;
  const { openCall } = run.enrolment.variables;
  if (typeof openCall !== "number") return;
  run.set({ openCall: null });
  if (reason === "call.finished") return;
  const step = run.enrolment.step ?? "";
  run.emit({ kind: "withdraw-call", step, callSeq: openCall, reason });
}
