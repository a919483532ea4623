import type { Instant } from "@perennial/contract";
import {
  claimDue,
  type DueEnrolment,
  orderCourseWrites,
  type TakenUp,
  type Tenant,
  type TenantTransaction,
  tellPutAside,
} from "@perennial/store";
import { courseTargets } from "../exchange/write-back-targets.ts";
import { loadFacts, subjectOfEnrolment } from "../facts/load-facts.ts";
import { attempted } from "../failure/attempted.ts";
import { faultWords, isLastingFault } from "../failure/lasting-fault.ts";
import { measuresOf } from "../measure/measures.ts";
import type { LoadedProgram } from "../program/programs.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { RuntimeError } from "../runtime-error.ts";
import { advanceOne, type Outcome, park, STUCK } from "./advance-one.ts";
import { writeOutcomes } from "./write-outcomes.ts";

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
 * decisions behind them are written together or not at all (architecture.md, 5). One that cannot be taken on
 * is parked with the reason, one that brings its worker down is put aside, and the others go on.
 */
export async function advanceDue(
  context: RuntimeContext,
  tenant: Tenant,
  limit: number = BATCH,
): Promise<AdvanceRound> {
  const measures = measuresOf(context);
  const round = await measures.work(
    { name: "advance", tenant: tenant.id },
    () => advanceAtMost(context, tenant, limit),
    ({ advanced }) => ({ advanced }),
  );
  measures.transitions(round.advanced);
  return round;
}

const NOTHING: AdvanceRound = { advanced: 0, more: false };

async function advanceAtMost(
  context: RuntimeContext,
  tenant: Tenant,
  limit: number,
): Promise<AdvanceRound> {
  const now = context.clock.now();
  const claimed: number[] = [];
  const told = await courseTargets(context, tenant);
  const take = async (size: number, fault?: Fault): Promise<AdvanceRound> => {
    const round = await attempted<AdvanceRound>(context, {
      ...{ tenant, kind: "enrolment", limit: size, now },
      work: (tx, taken) => advanceBatch(context, tx, { tenant, now, taken, fault, claimed, told }),
      aside: (tx, ids) => tellPutAside(tx, ids, now),
    });
    return round ?? NOTHING;
  };
  try {
    return await take(limit);
  } catch (cause) {
    if (!isLastingFault(cause)) throw cause;
    // The database refuses something of one of them: the search for it goes on in smaller batches.
    if (limit > 1) return advanceAtMost(context, tenant, Math.ceil(limit / 4));
    return take(1, { enrolmentId: claimed.at(-1), cause });
  }
}

/** Why one enrolment is parked and not taken on. */
interface Fault {
  readonly enrolmentId: number | undefined;
  readonly cause: unknown;
}

interface Batch {
  readonly tenant: Tenant;
  readonly now: Instant;
  readonly taken: TakenUp;
  readonly fault: Fault | undefined;
  /** Told which enrolments were claimed. */
  readonly claimed: number[];
  /** The connections that are to know of customers' courses. */
  readonly told: readonly string[];
}

async function advanceBatch(
  context: RuntimeContext,
  tx: TenantTransaction,
  { tenant, now, taken, fault, claimed, told }: Batch,
): Promise<AdvanceRound> {
  const { ids, more } = taken;
  const due = await claimDue(tx, { now, limit: ids.length, ids });
  if (due.length === 0) return NOTHING;
  claimed.push(...due.map((each) => each.enrolment.id));
  const isFaulty = (each: DueEnrolment) => fault?.enrolmentId === each.enrolment.id;
  const outcomes = [
    ...due.filter(isFaulty).map((each) => park(each, fault?.cause, now)),
    ...(await advanceAll(context, tx, { tenant, now, due: due.filter((each) => !isFaulty(each)) })),
  ];
  await writeOutcomes(tx, outcomes, now);
  await orderCourseWrites(tx, {
    ...{ connectionIds: told, now },
    customerIds: outcomes.map(({ due }) => due.enrolment.customerId),
  });
  for (const each of outcomes) report(context, tenant, each);
  return { advanced: due.length, more };
}

interface Claimed {
  readonly tenant: Tenant;
  readonly now: Instant;
  readonly due: readonly DueEnrolment[];
}

async function advanceAll(
  context: RuntimeContext,
  tx: TenantTransaction,
  { tenant, now, due }: Claimed,
): Promise<readonly Outcome[]> {
  const programs = await loadPrograms(context, tx, due);
  const subjects = due.map((each) => subjectOf(each));
  const factsOf = await loadFacts(tx, subjects, {
    tenant,
    now,
    programs: [...programs.values()].flatMap((each) =>
      each instanceof Error ? [] : [each.compiled],
    ),
    asked: "onTheWay",
  });
  return due.map((each) =>
    advanceOne(each, {
      program: programs.get(versionOf(each)) ?? new RuntimeError("The program was not loaded."),
      facts: (variables) => factsOf(subjectOf(each), variables),
      now,
    }),
  );
}

function subjectOf({ enrolment }: DueEnrolment) {
  return subjectOfEnrolment(enrolment);
}

function versionOf({ enrolment }: DueEnrolment): string {
  return `${enrolment.program}@${enrolment.programVersion}`;
}

/** The programs of a batch; one that cannot be read is its enrolments' trouble and nobody else's. */
async function loadPrograms(
  context: RuntimeContext,
  tx: TenantTransaction,
  due: readonly DueEnrolment[],
): Promise<ReadonlyMap<string, LoadedProgram | Error>> {
  const programs = new Map<string, LoadedProgram | Error>();
  for (const each of due) {
    const key = versionOf(each);
    if (programs.has(key)) continue;
    const { program, programVersion } = each.enrolment;
    programs.set(key, await loadOrError(context, tx, { program, version: programVersion }));
  }
  return programs;
}

async function loadOrError(
  { programs }: RuntimeContext,
  tx: TenantTransaction,
  { program, version }: { readonly program: string; readonly version: number },
): Promise<LoadedProgram | Error> {
  try {
    return await programs.load(tx, program, version);
  } catch (error) {
    if (!isLastingFault(error) || !(error instanceof Error)) throw error;
    return error;
  }
}

function report({ log }: RuntimeContext, tenant: Tenant, { due, decisions }: Outcome): void {
  const stuck = decisions.find(({ kind, reason }) => kind === "failed" && reason === STUCK);
  if (!stuck) return;
  log.error("An enrolment cannot go on and is set aside; its decision says why.", {
    tenant: tenant.slug,
    enrolment: due.enrolment.id,
    program: versionOf(due),
    reason: faultWords(stuck.evidence.problem),
  });
}
