import type { Duration } from "@perennial/contract";
import type { Facts } from "../facts/facts.ts";
import type { DateTrigger, RunningProgram, SignalTrigger } from "../program/program.ts";
import { durationOf } from "../program/program.ts";
import type { DateRule } from "../schedule/date-window.ts";
import type { CompiledProgram } from "./compiled-program.ts";
import type { SignalFacts, Stimulus } from "./enrolment.ts";
import { share } from "./share.ts";
import { noted } from "./signal-moves.ts";

/** What follows the field in the cause of an entry that does not come before its date. */
export const REACHED = ":reached";

/** A trigger that a date brings up, with its durations as they are set. */
export function dateRule(trigger: DateTrigger, running: RunningProgram): DateRule {
  const of = (value: DateTrigger["before"]): Duration | undefined =>
    value === undefined ? undefined : durationOf(value, running);
  const before = of(trigger.before);
  const after = of(trigger.after);
  return {
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    late: durationOf(trigger.late, running),
  };
}

/** The stimulus of an entry by a date: one that comes near, or one that has come. */
export function dateEntry(trigger: DateTrigger): Stimulus {
  const startAt = trigger.startAt !== undefined && { startAt: trigger.startAt };
  const cause = trigger.before === undefined ? `${trigger.date}${REACHED}` : trigger.date;
  return { kind: "entry", cause, ...startAt };
}

/**
 * The stimulus of an entry by a signal, if one of the program's triggers is for it and the facts let the
 * subject in; nothing otherwise.
 */
export function signalEntry(
  program: CompiledProgram,
  signal: SignalFacts,
  facts: Facts,
): Stimulus | undefined {
  if (!isForParty(program, facts)) return undefined;
  const seen: Facts = { ...facts, signal: signal.fields };
  const trigger = signalTriggers(program).find(
    (each) => each.signal === signal.type && program.holds(each.when, seen),
  );
  if (!trigger || !program.holds(program.program.entry, seen)) return undefined;
  return {
    kind: "entry",
    cause: signal.type,
    ...(trigger.startAt !== undefined && { startAt: trigger.startAt }),
    ...(trigger.set && { set: noted(trigger.set, signal) }),
  };
}

/** Whether a subject's agreement is one of those the program is for; of other subjects there is nothing to ask. */
export function isForParty({ program }: RunningProgram, { agreement }: Facts): boolean {
  return program.subject !== "agreement" || !agreement || agreement.party === program.party;
}

/** A program's triggers that dates bring up. */
export function dateTriggers(program: RunningProgram): readonly DateTrigger[] {
  return program.program.triggers.filter((each) => "date" in each);
}

/** A program's triggers that signals pull. */
export function signalTriggers(program: RunningProgram): readonly SignalTrigger[] {
  return program.program.triggers.filter((each) => "signal" in each);
}

/** Whether a customer is held out of the program's marketing; the same answer every time (must-have 23). */
export function isHeldOut(program: RunningProgram, customerId: string): boolean {
  const { id, holdout } = program.program;
  return share(`holdout:${id}:${customerId}`) * 100 < holdout;
}
