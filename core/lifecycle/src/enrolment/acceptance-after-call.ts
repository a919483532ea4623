import type { Duration, Instant } from "@perennial/contract";
import { addDuration } from "../schedule/calendar.ts";
import { cameAfterCall } from "../signal/came-after-call.ts";
import type { Enrolment, SignalFacts } from "./enrolment.ts";
import type { Run } from "./run.ts";

/** No call lasts longer than this after its entry was taken off the list. */
const LONGEST_CALL: Duration = "PT2H";

/** Ends of a call in which nobody was spoken with, so that nothing could be agreed on. */
const UNSPOKEN: ReadonlySet<unknown> = new Set(["not-reached", "wrong-number"]);

/** Notes that a call is over: when, if somebody was spoken with, and that one of our list is off it. */
export function noteCallOver(run: Run, { fields }: SignalFacts): void {
  const { endedAt, outcome, fromList } = fields;
  const { callEndedAt: known } = run.enrolment.variables;
  if (typeof endedAt === "string" && !UNSPOKEN.has(outcome)) {
    const isLast = typeof known !== "string" || endedAt > known;
    if (isLast) run.set({ callEndedAt: endedAt });
  }
  if (fromList !== false) run.set({ openCall: null, callTakenBackAt: null });
}

/**
 * A written acceptance as it counts now: only after the call it follows (product.md, 3.3). Nothing while the agent
 * may be on the phone: one who registers it in the middle of the call is heard of before the dialer tells that
 * the call is over. Then it is put aside until that is known, or no call can last that long.
 */
export function judgeAcceptance(run: Run, signal: SignalFacts): SignalFacts | undefined {
  if (signal.fields.isRenewal === true && callMayGoOn(run)) {
    run.set({ acceptedMeanwhile: signal.at });
    return undefined;
  }
  const afterCall = cameAfterCall(signal.at, run.enrolment.variables);
  return { ...signal, fields: { ...signal.fields, afterCall } };
}

/** The acceptance that was put aside, once the call is over; nothing before. */
export function releaseAcceptance(run: Run): SignalFacts | undefined {
  const { acceptedMeanwhile: at } = run.enrolment.variables;
  if (typeof at !== "string" || callMayGoOn(run)) return undefined;
  run.set({ acceptedMeanwhile: null });
  const { id, agreementId: renewalOf = null } = run.enrolment;
  const fields = { at, agreementId: run.facts.renewal?.id ?? null, renewalOf, isRenewal: true };
  return { id: `${id}:acceptance:${at}`, type: "agreement.accepted", at, fields };
}

/** Whether an agent may be on the phone with the customer because the entry was taken off the list too late. */
function callMayGoOn(run: Run): boolean {
  const over = callCertainlyOver(run.enrolment, run.facts.zone);
  return over !== undefined && run.now < over;
}

function callCertainlyOver({ variables }: Enrolment, zone: string): Instant | undefined {
  const { callTakenBackAt } = variables;
  if (typeof callTakenBackAt !== "string") return undefined;
  return addDuration(callTakenBackAt, LONGEST_CALL, zone);
}

/** An enrolment that must be looked at when an acceptance put aside counts at the latest; `ownTimer` undoes it. */
export function awaitingRelease(enrolment: Enrolment, zone: string): Enrolment {
  if (typeof enrolment.variables.acceptedMeanwhile !== "string") return enrolment;
  const over = callCertainlyOver(enrolment, zone);
  if (over === undefined) return enrolment;
  const { timerAt } = enrolment;
  return {
    ...enrolment,
    timerAt: timerAt === undefined || over < timerAt ? over : timerAt,
    variables: { ...enrolment.variables, stepTimerAt: timerAt ?? null },
  };
}

/** An enrolment with the timer of the step it stands at. */
export function ownTimer(enrolment: Enrolment): Enrolment {
  const { stepTimerAt, ...variables } = enrolment.variables;
  if (stepTimerAt === undefined) return enrolment;
  const { timerAt: _release, ...rest } = enrolment;
  return { ...rest, ...(typeof stepTimerAt === "string" && { timerAt: stepTimerAt }), variables };
}
