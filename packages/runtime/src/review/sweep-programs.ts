import { dateTriggers, localDateOf } from "@perennial/lifecycle";
import {
  asTenant,
  type Candidate,
  markSwept,
  type StoredProgram,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { faultWords, isLastingFault } from "../failure/lasting-fault.ts";
import { measuresOf } from "../measure/measures.ts";
import type { LoadedProgram } from "../program/programs.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { type Page, type PageResult, readPage, type Sweep, writePage } from "./sweep-page.ts";

/** What a sweep did. */
export interface SweepResult extends PageResult {
  readonly program: string;
}

/**
 * Looks, once a day, for whom a date has come up in each active program, and lets in who may. Who is
 * turned away is noted with the condition that failed, once for each time the date comes up.
 */
export function sweepPrograms(
  context: RuntimeContext,
  tenant: Tenant,
): Promise<readonly SweepResult[]> {
  return measuresOf(context).work(
    { name: "review", tenant: tenant.id },
    () => sweepDue(context, tenant),
    (results) => ({
      programs: results.length,
      entered: results.reduce((sum, each) => sum + each.entered, 0),
    }),
  );
}

async function sweepDue(context: RuntimeContext, tenant: Tenant): Promise<readonly SweepResult[]> {
  const now = context.clock.now();
  const today = localDateOf(now, tenant.timeZone);
  const due = await asTenant(context.db, tenant.id, async (tx) => {
    const programs = await context.programs.list(tx);
    const waiting = programs.filter(
      (each) => each.state === "active" && (each.sweptOn ?? "") < today,
    );
    return loadReadable(context, tx, waiting);
  });
  const results: SweepResult[] = [];
  for (const program of due) {
    // By its dates programs are evaluated, and nobody enters.
    if (program.compiled.program.subject === "program") continue;
    try {
      results.push(await sweepProgram(context, { tenant, now, today, program }));
    } catch (error) {
      if (!isLastingFault(error)) throw error;
      // A program whose rules cannot be worked out does not keep the others from being looked at.
      const { id } = program.compiled.program;
      const reason = faultWords(error);
      context.log.error("A program's dates could not be looked at.", { program: id, reason });
    }
  }
  return results;
}

async function loadReadable(
  { programs, log }: RuntimeContext,
  tx: TenantTransaction,
  stored: readonly StoredProgram[],
): Promise<readonly LoadedProgram[]> {
  const loaded: LoadedProgram[] = [];
  for (const { id, version } of stored) {
    try {
      loaded.push(await programs.load(tx, id, version));
    } catch (error) {
      if (!isLastingFault(error)) throw error;
      log.error("A program cannot be read.", { program: id, version, reason: faultWords(error) });
    }
  }
  return loaded;
}

async function sweepProgram(context: RuntimeContext, sweep: Sweep): Promise<SweepResult> {
  const { id } = sweep.program.compiled.program;
  let entered = 0;
  let turnedAway = 0;
  for (const trigger of dateTriggers(sweep.program.compiled)) {
    const read = (after?: Candidate) => readPage(context, sweep, { trigger, after });
    // The first page is written before the next is read: on tables that were empty until then, what is read beside
    // it would be planned for empty ones.
    let ahead: Promise<Page> | undefined;
    let page: Page | undefined = await read();
    for (let isFirst = true; page; isFirst = false) {
      const last: Candidate | undefined = page.last;
      // Nobody on a page bears on anybody of another.
      if (!isFirst) ahead = last && read(last);
      try {
        const written = await writePage(context, sweep, { trigger, page });
        entered += written.entered;
        turnedAway += written.turnedAway;
      } finally {
        await ahead?.catch(() => undefined);
      }
      page = await (isFirst ? last && read(last) : ahead);
    }
  }
  await asTenant(context.db, sweep.tenant.id, (tx) => markSwept(tx, id, sweep.today));
  return { program: id, entered, turnedAway };
}
