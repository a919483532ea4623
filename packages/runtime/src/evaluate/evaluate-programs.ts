import type { Instant, LocalDate } from "@perennial/contract";
import { instantAt, localDateOf, targetsOfProgram } from "@perennial/lifecycle";
import {
  asTenant,
  type Evaluation,
  listEvaluations,
  publishEvents,
  type StoredProgram,
  saveEvaluation,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { faultWords, isLastingFault } from "../failure/lasting-fault.ts";
import type { LoadedProgram } from "../program/programs.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { languageOfTenant } from "../tenant/language-of.ts";
import { dueEvaluation } from "./due-evaluation.ts";
import { evaluationWords } from "./evaluation-words.ts";
import { measureTargets } from "./measure-targets.ts";

/**
 * Compares, for each active program with measurable targets, what it was to achieve with what it did, where that is due
 * by an active program about programs (K:1): the comparison is kept, told to subscribers as `program.evaluated.v1`, and
 * from there to the company's people. Each is made once.
 */
export async function evaluatePrograms(
  context: RuntimeContext,
  tenant: Tenant,
): Promise<readonly Evaluation[]> {
  const now = context.clock.now();
  const programs = await asTenant(context.db, tenant.id, (tx) => readActive(context, tx));
  const evaluating = programs.find(({ loaded }) => isAboutPrograms(loaded));
  if (!evaluating) return [];
  const made: Evaluation[] = [];
  for (const each of programs) {
    if (isAboutPrograms(each.loaded)) continue;
    const evaluation = await asTenant(context.db, tenant.id, (tx) =>
      evaluateOne(tx, each, { tenant, now, evaluating: evaluating.loaded }),
    );
    if (evaluation) made.push(evaluation);
  }
  return made;
}

interface ActiveProgram {
  readonly stored: StoredProgram;
  readonly loaded: LoadedProgram;
}

function isAboutPrograms({ compiled }: LoadedProgram): boolean {
  return compiled.program.subject === "program";
}

async function readActive(
  { programs, log }: RuntimeContext,
  tx: TenantTransaction,
): Promise<readonly ActiveProgram[]> {
  const found: ActiveProgram[] = [];
  for (const stored of await programs.list(tx)) {
    if (stored.state !== "active") continue;
    try {
      found.push({ stored, loaded: await programs.load(tx, stored.id, stored.version) });
    } catch (error) {
      if (!isLastingFault(error)) throw error;
      log.error("A program cannot be read.", { program: stored.id, reason: faultWords(error) });
    }
  }
  return found;
}

interface Evaluating {
  readonly tenant: Tenant;
  readonly now: Instant;
  readonly evaluating: LoadedProgram;
}

async function evaluateOne(
  tx: TenantTransaction,
  { stored, loaded }: ActiveProgram,
  { tenant, now, evaluating }: Evaluating,
): Promise<Evaluation | undefined> {
  const { program } = loaded.compiled;
  if (stored.liveAt === null || targetsOfProgram(program).length === 0) return undefined;
  const zone = tenant.timeZone;
  const live = localDateOf(stored.liveAt, zone);
  const due = dueEvaluation(evaluating.compiled, live, localDateOf(now, zone));
  if (!due || (await isMade(tx, stored.id, due.dueOn))) return undefined;
  const period = {
    from: due.from === live ? stored.liveAt : instantAt(due.from, "00:00", zone),
    until: instantAt(due.dueOn, "00:00", zone),
  };
  const results = await measureTargets(tx, program, period);
  const locale = languageOfTenant(tenant);
  const evaluation: Evaluation = {
    ...{ program: stored.id, dueOn: due.dueOn, version: stored.version, ...period, results },
    words: `${program.name[locale]}\n${evaluationWords(results, locale)}`,
  };
  if (!(await saveEvaluation(tx, evaluation, now))) return undefined;
  await publishEvents(tx, [{ type: "program.evaluated.v1", at: now, data: eventOf(evaluation) }]);
  return evaluation;
}

async function isMade(tx: TenantTransaction, program: string, dueOn: LocalDate): Promise<boolean> {
  const known = await listEvaluations(tx, program);
  return known.some((each) => each.dueOn >= dueOn);
}

function eventOf({ program, dueOn, results }: Evaluation) {
  const count = (met: boolean | null) => results.filter((each) => each.met === met).length;
  return { program, dueOn, met: count(true), missed: count(false), unknown: count(null) };
}
