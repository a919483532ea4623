import type { Facts } from "../facts/facts.ts";
import { awaitingRelease, ownTimer, releaseAcceptance } from "./acceptance-after-call.ts";
import type { CompiledProgram } from "./compiled-program.ts";
import type { Decision } from "./decision.ts";
import type { Effect } from "./effect.ts";
import type { Enrolment, Stimulus } from "./enrolment.ts";
import { type Next, Run } from "./run.ts";
import { exitDue, leave, moveOnSignal } from "./signal-moves.ts";
import { enterStep } from "./steps/enter-step.ts";

/** What came of a stimulus: the enrolment as it is now, what to do, and what was decided. */
export interface Advanced {
  readonly enrolment: Enrolment;
  readonly effects: readonly Effect[];
  readonly decisions: readonly Decision[];
  /** Why effects that still wait are to be withdrawn, except those marked `keep`; none are without it. */
  readonly withdraw?: string;
}

/** Why a call was not made for which no agent has time before its last day. */
export const NO_CAPACITY = "no-capacity";

/** More steps in one go than any program takes that waits somewhere. */
const MOST_STEPS = 1_000;

/** A program that goes round without ever waiting. */
export class EndlessLoopError extends Error {
  constructor(program: string, path: readonly string[]) {
    super(
      `Program "${program}" went through ${MOST_STEPS} steps without waiting, round ${path.slice(-6).join(" -> ")}. Put a wait into the loop.`,
    );
    this.name = "EndlessLoopError";
  }
}

/**
 * Takes an enrolment on from a stimulus until it must wait again. Pure: the same arguments give the same
 * answer, and nothing is done but said (architecture.md, 3). A stimulus that means nothing where the
 * enrolment stands changes nothing.
 *
 * @example
 * advance(program, enrolment, { kind: "timer" }, facts).effects
 * // [{ kind: "message", seq: 1, step: "reminder", channel: "sms", … }]
 */
export function advance(
  program: CompiledProgram,
  enrolment: Enrolment,
  stimulus: Stimulus,
  facts: Facts,
): Advanced {
  const run = new Run(program, ownTimer(enrolment), facts);
  if (enrolment.ended) return result(run);
  const released = stimulus.kind === "timer" ? releaseAcceptance(run) : undefined;
  take(run, released ? { kind: "signal", signal: released } : stimulus);
  const freed = stimulus.kind === "signal" && !run.enrolment.ended && releaseAcceptance(run);
  if (freed) take(run, { kind: "signal", signal: freed });
  return result(run);
}

/** Lets one thing happen to the enrolment. */
function take(run: Run, stimulus: Stimulus): void {
  const from = run.enrolment.step;
  const target = firstMove(run, stimulus);
  if (run.enrolment.ended) return;
  const exit = exitDue(run);
  if (exit !== undefined) leave(run, exit);
  else if (target !== undefined) move(run, target.goTo, { from, cause: causeOf(stimulus) });
}

type Move = { readonly goTo: string | undefined };

function firstMove(run: Run, stimulus: Stimulus): Move | undefined {
  switch (stimulus.kind) {
    case "entry":
      // Whoever is in already does not begin again.
      if (run.enrolment.step !== undefined) return undefined;
      if (stimulus.set) run.set(stimulus.set);
      run.decide("entered", stimulus.cause, { holdout: run.enrolment.holdout });
      return { goTo: stimulus.startAt ?? run.program.program.steps[0]?.id };
    case "timer":
      return timerMove(run);
    case "settled":
      return settledMove(run, stimulus);
    case "signal":
      return moveOnSignal(run, stimulus.signal);
  }
}

function timerMove(run: Run): Move | undefined {
  const { step, timerAt } = run.enrolment;
  if (step === undefined || timerAt === undefined || timerAt > run.now) return undefined;
  return { goTo: run.program.after(run.program.step(step)) };
}

function settledMove(run: Run, settled: Extract<Stimulus, { kind: "settled" }>): Move | undefined {
  const { step: stepId, effects } = run.enrolment;
  if (stepId === undefined || settled.seq !== effects) return undefined;
  const step = run.program.step(stepId);
  if (step.do !== "send" && step.do !== "call") return undefined;
  if (settled.outcome === "sent") {
    run.set({ lastSentAt: settled.at });
    return { goTo: run.program.after(step) };
  }
  // What nobody knows of may stand on the list all the same.
  if (step.do === "call" && settled.reason !== "unknown-outcome") run.set({ openCall: null });
  const crowdedOut = step.do === "call" && settled.reason === NO_CAPACITY;
  const instead = crowdedOut ? step.noCapacity : undefined;
  return { goTo: instead ?? step.otherwise ?? run.program.after(step) };
}

/** Where a walk comes to its end: at a standstill, or out. */
type Stop = Exclude<Next, { readonly goTo: string | undefined }>;

/** Where a move began, and what set it off. */
interface Beginning {
  readonly from: string | undefined;
  readonly cause: string;
}

/** Goes on as far as it goes, and notes the way before its end. */
function move(run: Run, first: string | undefined, beginning: Beginning): void {
  run.path.length = 0;
  const stop = walk(run, first);
  const stands = "park" in stop;
  if (stands) run.park(stop.timerAt);
  if (run.path.length > 0) recordMove(run, beginning, stands);
  if ("end" in stop) run.end(stop.end);
  if ("leave" in stop) leave(run, stop.leave);
}

/** Goes from step to step until one stands still or there are no more. */
function walk(run: Run, first: string | undefined): Stop {
  let target = first;
  for (let count = 0; count < MOST_STEPS; count++) {
    if (target === undefined) return { end: "completed" };
    const next = enterStep(run, target);
    if (!("goTo" in next)) return next;
    target = next.goTo;
  }
  throw new EndlessLoopError(run.program.program.id, run.path);
}

/** The first way, from the door on, is told with the entry: who is let in and where that led are one decision. */
function recordMove(run: Run, { from, cause }: Beginning, stands: boolean): void {
  const { step, stage } = run.enrolment;
  const to = stands ? (step ?? null) : null;
  const way = { from: from ?? null, to, stage: stage ?? null, via: run.path.join(" ") };
  if (cause === "entry") run.amend("entered", way);
  else run.decide("moved", cause, way);
}

function causeOf(stimulus: Stimulus): string {
  if (stimulus.kind === "signal") return stimulus.signal.type;
  if (stimulus.kind === "settled") return stimulus.reason ?? stimulus.outcome;
  return stimulus.kind;
}

function result(run: Run): Advanced {
  return {
    enrolment: awaitingRelease(run.enrolment, run.facts.zone),
    effects: run.effects,
    decisions: run.decisions,
    ...(run.withdraw !== undefined && { withdraw: run.withdraw }),
  };
}
