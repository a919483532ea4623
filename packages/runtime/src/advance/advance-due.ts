import type { Instant } from "@perennial/contract";
import {
  type Advanced,
  advance,
  type Decision,
  type Effect,
  type Enrolment,
  type Stimulus,
} from "@perennial/lifecycle";
import {
  addDecisions,
  addEffects,
  asTenant,
  claimDue,
  type DueEnrolment,
  type NewDecision,
  type NewEffect,
  saveAdvanced,
  type Tenant,
  type TenantTransaction,
  toEnrolment,
  withdrawPending,
} from "@perennial/store";
import { type FactsOf, loadFacts } from "../facts/load-facts.ts";
import type { LoadedProgram } from "../program/programs.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { RuntimeError } from "../runtime-error.ts";

/** How many enrolments one transaction takes. */
const BATCH = 1_000;

/** What a round of the loop did. */
export interface AdvanceRound {
  readonly advanced: number;
  /** Whether there may be more. */
  readonly more: boolean;
}

/**
 * Takes due enrolments on, a thousand in one transaction: their new state, the effects they ask for and the
 * decisions behind them are written together or not at all (architecture.md, 5).
 */
export async function advanceDue(
  context: RuntimeContext,
  tenant: Tenant,
  limit: number = BATCH,
): Promise<AdvanceRound> {
  const now = context.clock.now();
  try {
    return await asTenant(context.db, tenant.id, (tx) =>
      advanceBatch(context, tx, { tenant, now, limit }),
    );
  } catch (error) {
    if (!(error instanceof PoisonedBatch)) throw error;
    if (limit > 1) return advanceDue(context, tenant, Math.max(1, Math.floor(limit / 4)));
    throw new RuntimeError(error.message, { cause: error.cause });
  }
}

interface Batch {
  readonly tenant: Tenant;
  readonly now: Instant;
  readonly limit: number;
}

/** An enrolment that cannot be advanced and would take its whole batch with it. */
class PoisonedBatch extends Error {}

async function advanceBatch(
  context: RuntimeContext,
  tx: TenantTransaction,
  { tenant, now, limit }: Batch,
): Promise<AdvanceRound> {
  const due = await claimDue(tx, { now, limit });
  if (due.length === 0) return { advanced: 0, more: false };
  const programs = await loadPrograms(context, tx, due);
  const subjects = due.map(({ enrolment }) => ({
    customerId: enrolment.customerId,
    agreementId: enrolment.agreementId ?? undefined,
  }));
  const factsOf = await loadFacts(tx, subjects, {
    tenant,
    now,
    programs: [...programs.values()].map((each) => each.compiled),
  });
  const outcomes = due.map((each) => advanceOne(each, programs, factsOf));
  await write(tx, outcomes, now);
  return { advanced: due.length, more: due.length === limit };
}

type ProgramsByVersion = ReadonlyMap<string, LoadedProgram>;

async function loadPrograms(
  context: RuntimeContext,
  tx: TenantTransaction,
  due: readonly DueEnrolment[],
): Promise<ProgramsByVersion> {
  const programs = new Map<string, LoadedProgram>();
  for (const { enrolment } of due) {
    const { program, programVersion } = enrolment;
    const key = `${program}@${programVersion}`;
    if (!programs.has(key))
      programs.set(key, await context.programs.load(tx, program, programVersion));
  }
  return programs;
}

/** Everything that came of one enrolment's stimuli. */
interface Outcome {
  readonly due: DueEnrolment;
  readonly enrolment: Enrolment;
  readonly effects: readonly NewEffect[];
  readonly decisions: readonly Decision[];
  /** Why what it asked for earlier is withdrawn, where it is. */
  readonly withdraw: string | undefined;
}

const TIMER: Stimulus = { kind: "timer" };

function advanceOne(due: DueEnrolment, programs: ProgramsByVersion, factsOf: FactsOf): Outcome {
  const { program, programVersion, id, customerId, agreementId } = due.enrolment;
  const loaded = programs.get(`${program}@${programVersion}`);
  let enrolment = toEnrolment(due.enrolment);
  const effects: { effect: Effect; withdrawn?: string }[] = [];
  const decisions: Decision[] = [];
  let withdraw: string | undefined;
  const facts = factsOf({ customerId, agreementId: agreementId ?? undefined }, enrolment.variables);
  for (const stimulus of [...due.stimuli, TIMER]) {
    if (!loaded || !facts || enrolment.ended) break;
    const step = guarded(() => advance(loaded.compiled, enrolment, stimulus, facts), id);
    enrolment = step.enrolment;
    if (step.withdraw !== undefined) {
      withdraw = step.withdraw;
      for (const each of effects) if (isWithdrawable(each.effect)) each.withdrawn = step.withdraw;
    }
    effects.push(...step.effects.map((effect) => ({ effect })));
    decisions.push(...step.decisions);
  }
  return {
    due,
    enrolment: facts ? enrolment : gone(enrolment, due.wakeAt),
    effects: effects.map((each) => ({ enrolmentId: id, customerId, ...each })),
    decisions,
    withdraw,
  };
}

/** An enrolment whose customer the mirror no longer holds cannot go on. */
function gone(enrolment: Enrolment, at: Instant): Enrolment {
  const { step: _step, timerAt: _timer, ...rest } = enrolment;
  return { ...rest, ended: { at, reason: "customer-gone" } };
}

function isWithdrawable(effect: Effect): boolean {
  return (effect.kind === "message" || effect.kind === "call") && !effect.keep;
}

function guarded(work: () => Advanced, enrolment: number): Advanced {
  try {
    return work();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PoisonedBatch(`Enrolment ${enrolment} cannot be advanced: ${reason}`, { cause });
  }
}

async function write(
  tx: TenantTransaction,
  outcomes: readonly Outcome[],
  now: Instant,
): Promise<void> {
  await saveAdvanced(
    tx,
    outcomes.map((each) => each.enrolment),
  );
  const withdrawals = outcomes.flatMap(({ due, withdraw }) =>
    withdraw === undefined ? [] : [{ enrolmentId: due.enrolment.id, reason: withdraw }],
  );
  const withdrawn = await withdrawPending(tx, withdrawals, now);
  await addEffects(
    tx,
    outcomes.flatMap((each) => each.effects),
    now,
  );
  const programOf = new Map(outcomes.map(({ due }) => [due.enrolment.id, due.enrolment.program]));
  await addDecisions(tx, [
    ...outcomes.flatMap(ofEnrolment),
    ...withdrawn.map(
      (each): NewDecision => ({
        ...each,
        program: programOf.get(each.enrolmentId) ?? "",
        at: now,
        kind: "withdrawn",
        evidence: {},
      }),
    ),
  ]);
}

function ofEnrolment({ due, decisions }: Outcome): readonly NewDecision[] {
  const { id, customerId, program } = due.enrolment;
  return decisions.map((decision) => ({ ...decision, customerId, program, enrolmentId: id }));
}
