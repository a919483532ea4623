import type { OnSignal } from "../program/step.ts";
import { judgeAcceptance, noteCallOver } from "./acceptance-after-call.ts";
import type { SignalFacts, Variables } from "./enrolment.ts";
import type { Run } from "./run.ts";

/** Whether a rule that names stages holds where the enrolment is. */
function inStage(run: Run, stages: readonly string[] | undefined): boolean {
  if (!stages) return true;
  return run.enrolment.stage !== undefined && stages.includes(run.enrolment.stage);
}

/** The reason of the exit rule without signal that holds now, if one does. */
export function exitDue(run: Run): string | undefined {
  const due = run.program.program.exits.find(
    (exit) => exit.on === undefined && inStage(run, exit.in) && run.holds(exit.when),
  );
  return due?.reason;
}

/**
 * Where a signal takes the enrolment: out, to the step its wait or a reaction names, or nowhere. In this
 * order: exits, the wait it stands at, reactions. Meeting the goal is noted on the way, and so is the end of
 * a call, because a written acceptance counts only after it (product.md, 3.3).
 */
export function moveOnSignal(run: Run, told: SignalFacts): { goTo: string } | undefined {
  const { exits, goal, reactions } = run.program.program;
  if (told.type === "call.finished") noteCallOver(run, told);
  const signal = told.type === "agreement.accepted" ? judgeAcceptance(run, told) : told;
  if (signal === undefined) return undefined;
  run.look(signal);
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

/** Ends the enrolment by an exit rule. */
export function leave(run: Run, reason: string): void {
  withdrawPending(run, reason);
  run.end(reason);
}

/** Takes back what has been asked for and not been done; a call that is on the list is taken off it. */
function withdrawPending(run: Run, reason: string): void {
  run.withdraw = reason;
  withdrawCall(run, reason);
}

/** Takes the call that is on the list off it, if there is one. */
export function withdrawCall(run: Run, reason: string): void {
  const { openCall } = run.enrolment.variables;
  if (typeof openCall !== "number") return;
  run.set({ openCall: null, callTakenBackAt: run.now });
  const step = run.enrolment.step ?? "";
  run.emit({ kind: "withdraw-call", step, callSeq: openCall, reason });
}
