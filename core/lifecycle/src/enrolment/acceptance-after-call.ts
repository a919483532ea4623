import type { Duration, Instant } from "@perennial/contract";
import { addDuration } from "../schedule/calendar.ts";
import { cameAfterCall } from "../signal/came-after-call.ts";
import type { Enrolment, SignalFacts, Variables } from "./enrolment.ts";
import type { Run } from "./run.ts";

/** No call lasts longer than this after its entry was taken off the list, or after an acceptance in its midst. */
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
  if (fromList === false) return;
  const { openCall, callTakenBackAt } = run.enrolment.variables;
  if (openCall != null) run.set({ openCall: null });
  if (callTakenBackAt != null) run.set({ callTakenBackAt: null });
}

/**
 * A written acceptance as it counts now: only after the call it follows (product.md, 3.3). Nothing while the agent
 * may be on the phone: one who registers it in the middle of the call is heard of before the dialer tells that
 * the call is over. Then it is put aside until that is known, or no call can last that long.
 */
export function judgeAcceptance(run: Run, signal: SignalFacts): SignalFacts | undefined {
  if (signal.fields.isRenewal === true && callMayGoOn(run, signal.at)) {
    run.set({ acceptedMeanwhile: signal.at });
    return undefined;
  }
  const afterCall = cameAfterCall(signal.at, run.enrolment.variables);
  return { ...signal, fields: { ...signal.fields, afterCall } };
}

/** The acceptance that was put aside, once the call is over; nothing before. */
export function releaseAcceptance(run: Run): SignalFacts | undefined {
  const { acceptedMeanwhile: at } = run.enrolment.variables;
  if (typeof at !== "string" || callMayGoOn(run, at)) return undefined;
  run.set({ acceptedMeanwhile: null });
  const { id, agreementId: renewalOf = null } = run.enrolment;
  const fields = { at, agreementId: run.facts.renewal?.id ?? null, renewalOf, isRenewal: true };
  return { id: `${id}:acceptance:${at}`, type: "agreement.accepted", at, fields };
}

/** Whether an agent may be on the phone with a customer whose acceptance is told. */
function callMayGoOn(run: Run, acceptedAt: Instant): boolean {
  const over = callCertainlyOver(run.enrolment.variables, acceptedAt, run.facts.zone);
  return over !== undefined && run.now < over;
}

/** The call is on the list still, or was taken off it when the agent may have begun already. */
function callCertainlyOver(
  { openCall, callTakenBackAt }: Variables,
  acceptedAt: Instant,
  zone: string,
): Instant | undefined {
  if (typeof openCall === "number") return addDuration(acceptedAt, LONGEST_CALL, zone);
  if (typeof callTakenBackAt === "string") return addDuration(callTakenBackAt, LONGEST_CALL, zone);
  return undefined;
}

/** An enrolment that must be looked at when an acceptance put aside counts at the latest; `ownTimer` undoes it. */
export function awaitingRelease(enrolment: Enrolment, zone: string): Enrolment {
  const { timerAt, variables, ended } = enrolment;
  const { acceptedMeanwhile } = variables;
  if (ended || typeof acceptedMeanwhile !== "string") return enrolment;
  const over = callCertainlyOver(variables, acceptedMeanwhile, zone);
  if (over === undefined) return enrolment;
  return {
    ...enrolment,
    timerAt: timerAt === undefined || over < timerAt ? over : timerAt,
    variables: { ...variables, stepTimerAt: timerAt ?? null },
  };
}

/** An enrolment with the timer of the step it stands at. */
export function ownTimer(enrolment: Enrolment): Enrolment {
  if (!("stepTimerAt" in enrolment.variables)) return enrolment;
  const { stepTimerAt, ...variables } = enrolment.variables;
  const { timerAt: _release, ...rest } = enrolment;
  return { ...rest, ...(typeof stepTimerAt === "string" && { timerAt: stepTimerAt }), variables };
}
