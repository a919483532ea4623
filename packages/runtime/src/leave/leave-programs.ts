import type { Instant } from "@perennial/contract";
import type { Effect, Enrolment } from "@perennial/lifecycle";
import {
  addDecisions,
  addEffects,
  lockRunning,
  type NewDecision,
  type NewEffect,
  orderLeftWrites,
  type StoredEnrolment,
  saveAdvanced,
  type TenantTransaction,
  toEnrolment,
  withdrawPending,
} from "@perennial/store";

/** An enrolment that is to end, and why. */
export interface Leaving {
  readonly enrolmentId: number;
  /** The code that its decision is told by. */
  readonly reason: string;
  readonly evidence?: NewDecision["evidence"];
}

/**
 * Ends enrolments from outside of their program, as an exit of it would: what waits to be sent is taken back, and a
 * call that is on the list is taken off it. Those that have ended already stay as they are.
 */
export async function leavePrograms(
  tx: TenantTransaction,
  leaving: readonly Leaving[],
  now: Instant,
): Promise<void> {
  if (leaving.length === 0) return;
  const why = new Map(leaving.map((each) => [each.enrolmentId, each]));
  const locked = await lockRunning(tx, [...why.keys()]);
  const reasonOf = ({ id }: StoredEnrolment) => why.get(id)?.reason ?? "exited";
  const evidenceOf = ({ id }: StoredEnrolment) => why.get(id)?.evidence ?? {};
  const [withdrawn] = await Promise.all([
    withdrawPending(
      tx,
      locked.map((each) => ({ enrolmentId: each.id, reason: reasonOf(each) })),
      now,
    ),
    addEffects(
      tx,
      locked.flatMap((each) => callBack(each, reasonOf(each))),
      now,
    ),
    saveAdvanced(
      tx,
      locked.map((each) => ({ enrolment: ended(each, { at: now, reason: reasonOf(each) }) })),
    ),
    addDecisions(
      tx,
      locked.map((each) => decision(each, { at: now, kind: "ended", evidence: evidenceOf(each) })),
    ),
  ]);
  const byId = new Map(locked.map((each) => [each.id, each]));
  const told = withdrawn.flatMap(({ enrolmentId, step }): NewDecision[] => {
    const of = byId.get(enrolmentId);
    return of ? [{ ...decision(of, { at: now, kind: "withdrawn", evidence: {} }), step }] : [];
  });
  await addDecisions(tx, told);
  await orderLeftWrites(
    tx,
    locked.map(({ customerId }) => customerId),
    now,
  );

  function decision(
    of: StoredEnrolment,
    what: Pick<NewDecision, "at" | "kind" | "evidence">,
  ): NewDecision {
    const about = { customerId: of.customerId, program: of.program, enrolmentId: of.id };
    return { ...what, ...about, reason: reasonOf(of), ...(of.step !== null && { step: of.step }) };
  }
}

/** Takes the call that is on the list off it, if there is one; the core remembers its number. */
function callBack(of: StoredEnrolment, reason: string): readonly NewEffect[] {
  const { openCall } = of.variables;
  if (typeof openCall !== "number") return [];
  const seq = of.effects + 1;
  const effect: Effect = {
    ...{ kind: "withdraw-call", seq, step: of.step ?? "", callSeq: openCall, reason },
  };
  return [{ enrolmentId: of.id, customerId: of.customerId, effect }];
}

function ended(of: StoredEnrolment, end: NonNullable<Enrolment["ended"]>): Enrolment {
  const { step: _step, timerAt: _timer, ...rest } = toEnrolment(of);
  if (typeof of.variables.openCall !== "number") return { ...rest, ended: end };
  const variables = { ...of.variables, openCall: null, callTakenBackAt: end.at };
  return { ...rest, effects: of.effects + 1, variables, ended: end };
}
