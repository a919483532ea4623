import type { Instant } from "@perennial/contract";
import {
  addDecisions,
  addEffects,
  type NewDecision,
  saveAdvanced,
  type TenantTransaction,
  wake,
  withdrawPending,
} from "@perennial/store";
import type { Outcome } from "./advance-one.ts";

/** Writes what came of a batch: states, effects, decisions, and what the effects of before are withdrawn for. */
export async function writeOutcomes(
  tx: TenantTransaction,
  outcomes: readonly Outcome[],
  now: Instant,
): Promise<void> {
  await putBack(tx, outcomes, now);
  const withdrawals = outcomes.flatMap(({ due, withdraw }) =>
    withdraw === undefined ? [] : [{ enrolmentId: due.enrolment.id, reason: withdraw }],
  );
  // What is withdrawn is what was there before: new effects are added after it.
  const [withdrawn] = await Promise.all([
    withdrawPending(tx, withdrawals, now),
    saveAdvanced(
      tx,
      outcomes.map((each) => each.enrolment),
    ),
    addEffects(
      tx,
      outcomes.flatMap((each) => each.effects),
      now,
    ),
    addDecisions(tx, outcomes.flatMap(ofEnrolment)),
  ]);
  const programOf = new Map(outcomes.map(({ due }) => [due.enrolment.id, due.enrolment.program]));
  await addDecisions(
    tx,
    withdrawn.map(
      (each): NewDecision => ({
        ...each,
        ...{ at: now, kind: "withdrawn", evidence: {} },
        program: programOf.get(each.enrolmentId) ?? "",
      }),
    ),
  );
}

/** Before the states are written: being told wakes an enrolment, and a parked one is to sleep. */
async function putBack(
  tx: TenantTransaction,
  outcomes: readonly Outcome[],
  now: Instant,
): Promise<void> {
  const stimuli = outcomes.flatMap(({ due, putBack }) =>
    putBack.map((stimulus) => ({ enrolmentId: due.enrolment.id, stimulus })),
  );
  await wake(tx, stimuli, now);
}

function ofEnrolment({ due, decisions }: Outcome): readonly NewDecision[] {
  const { id, customerId, program } = due.enrolment;
  return decisions.map((decision) => ({ ...decision, customerId, program, enrolmentId: id }));
}
