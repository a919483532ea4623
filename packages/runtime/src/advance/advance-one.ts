import type { AttributeValue, Instant } from "@perennial/contract";
import {
  type Advanced,
  advance,
  type Decision,
  type Effect,
  type Enrolment,
  type Facts,
  type Stimulus,
} from "@perennial/lifecycle";
import { type DueEnrolment, type NewEffect, toEnrolment } from "@perennial/store";
import { faultWords } from "../failure/lasting-fault.ts";
import type { LoadedProgram } from "../program/programs.ts";

/** Everything that came of one enrolment's stimuli. */
export interface Outcome {
  readonly due: DueEnrolment;
  readonly enrolment: Enrolment;
  readonly effects: readonly NewEffect[];
  readonly decisions: readonly Decision[];
  /** Why what it asked for earlier is withdrawn, where it is. */
  readonly withdraw: string | undefined;
  /** What happened to it and is to be looked at again, because it could not be taken on. */
  readonly putBack: readonly Stimulus[];
}

/** What is known of a due enrolment: its program, or why that cannot be run; nothing of a customer who is gone. */
export interface Known {
  readonly program: LoadedProgram | Error;
  readonly facts: ((variables: Facts["enrolment"]) => Facts | undefined) | undefined;
  readonly now: Instant;
}

const TIMER: Stimulus = { kind: "timer" };

/** Takes one enrolment through everything that has happened to it, and then its time if that has come. */
export function advanceOne(due: DueEnrolment, { program, facts, now }: Known): Outcome {
  const enrolment = fromParking(toEnrolment(due.enrolment));
  const known = facts?.(enrolment.variables);
  if (program instanceof Error) return park(due, program, now);
  if (!known) return gone(due, enrolment, now);
  try {
    const step: Step = (from, stimulus) => advance(program.compiled, from, stimulus, known);
    return takeOn(due, enrolment, { step, now });
  } catch (error) {
    return park(due, error, now);
  }
}

type Step = (enrolment: Enrolment, stimulus: Stimulus) => Advanced;

function takeOn(
  due: DueEnrolment,
  from: Enrolment,
  { step, now }: { readonly step: Step; readonly now: Instant },
): Outcome {
  const { id, customerId } = due.enrolment;
  const effects: { effect: Effect; withdrawn?: string }[] = [];
  const decisions: Decision[] = [];
  let enrolment = from;
  let withdraw: string | undefined;
  for (const stimulus of [...due.stimuli, TIMER]) {
    if (enrolment.ended) break;
    const taken = step(enrolment, stimulus);
    enrolment = taken.enrolment;
    decisions.push(...taken.decisions);
    if (taken.withdraw !== undefined) {
      const reason = taken.withdraw;
      withdraw = reason;
      for (const each of effects.filter(isStanding)) {
        each.withdrawn = reason;
        const { step } = each.effect;
        decisions.push({ at: now, kind: "withdrawn", step, reason, evidence: {} });
      }
    }
    effects.push(...taken.effects.map((effect) => ({ effect })));
  }
  const asked = effects.map((each) => ({ enrolmentId: id, customerId, ...each }));
  return { due, enrolment, effects: asked, decisions, withdraw, putBack: [] };
}

/** Whether an effect asked for in this breath can be taken back, and has not been. */
function isStanding({ effect, withdrawn }: { effect: Effect; withdrawn?: string }): boolean {
  const isContact = effect.kind === "message" || effect.kind === "call";
  return isContact && !effect.keep && withdrawn === undefined;
}

/** An enrolment whose customer the mirror no longer holds cannot go on. */
function gone(due: DueEnrolment, enrolment: Enrolment, now: Instant): Outcome {
  const reason = "customer-gone";
  const { step, timerAt: _timer, ...rest } = enrolment;
  const decision: Decision = {
    ...{ at: now, kind: "ended", reason, evidence: {} },
    ...(step !== undefined && { step }),
  };
  return {
    ...{ due, enrolment: { ...rest, ended: { at: now, reason } } },
    ...{ effects: [], decisions: [decision], withdraw: reason, putBack: [] },
  };
}

/** Why an enrolment stands still that could not be taken on: the reason of its decision. */
export const STUCK = "stuck";
/** Where a parked enrolment keeps the time it waits for; no program can name it. */
const PARKED_TIMER = "parked:timerAt";

/**
 * Sets an enrolment aside that cannot be taken on, so that the others can: it looks at nothing by itself any
 * more, keeps all that has happened to it, and tries again when something new does.
 */
export function park(due: DueEnrolment, fault: unknown, now: Instant): Outcome {
  const { timerAt, ...rest } = fromParking(toEnrolment(due.enrolment));
  const kept = timerAt !== undefined && { [PARKED_TIMER]: timerAt };
  const evidence: Record<string, AttributeValue> = {
    problem: faultWords(fault),
    waitsUntil: timerAt ?? null,
  };
  const decision: Decision = {
    ...{ at: now, kind: "failed", reason: STUCK, evidence },
    ...(rest.step !== undefined && { step: rest.step }),
  };
  return {
    ...{ due, enrolment: { ...rest, variables: { ...rest.variables, ...kept } } },
    ...{ effects: [], decisions: [decision], withdraw: undefined, putBack: due.stimuli },
  };
}

/** An enrolment as it was before it was parked. */
function fromParking(enrolment: Enrolment): Enrolment {
  const { [PARKED_TIMER]: timerAt, ...variables } = enrolment.variables;
  return typeof timerAt === "string" ? { ...enrolment, variables, timerAt } : enrolment;
}
