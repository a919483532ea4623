import type { Instant } from "@perennial/contract";
import {
  addDecisions,
  addEffects,
  type NewDecision,
  saveAdvanced,
  type TenantTransaction,
  withdrawPending,
} from "@perennial/store";
import type { Outcome } from "./advance-one.ts";

/** Writes what came of a batch: states, effects, decisions, and what the effects of before are withdrawn for. */
export async function writeOutcomes(
  tx: TenantTransaction,
  outcomes: readonly Outcome[],
  now: Instant,
): Promise<void> {
  const withdrawals = outcomes.flatMap(({ due, withdraw }) =>
    withdraw === undefined ? [] : [{ enrolmentId: due.enrolment.id, reason: withdraw }],
  );
  // What is withdrawn is what was there before: new effects are added after it.
  const [withdrawn] = await Promise.all([
    withdrawPending(tx, withdrawals, now),
    saveAdvanced(tx, outcomes),
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

function ofEnrolment({ due, decisions }: Outcome): readonly NewDecision[] {
  const { id, customerId, program } = due.enrolment;
  return decisions.map((decision) => ({ ...decision, customerId, program, enrolmentId: id }));
}
