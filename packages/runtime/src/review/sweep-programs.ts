import type { Instant, LocalDate, Locale, LocalizedText } from "@perennial/contract";
import {
  type DateTrigger,
  dateEntry,
  dateRule,
  dateTriggers,
  dateWindow,
  explain,
  localDateOf,
  programCatalogue,
} from "@perennial/lifecycle";
import {
  asTenant,
  type Candidate,
  findCandidates,
  markSwept,
  noteConsidered,
  occurrenceOfDate,
  type StoredProgram,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { retryTransaction } from "../deliver/retry-transaction.ts";
import {
  enterProgram,
  recordTurnedAway,
  reentryOf,
  type TurnedAway,
} from "../enter/enter-program.ts";
import { type FactsOf, loadFacts } from "../facts/load-facts.ts";
import { faultWords, isLastingFault } from "../failure/lasting-fault.ts";
import { measuresOf } from "../measure/measures.ts";
import type { LoadedProgram } from "../program/programs.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** How many candidates one transaction looks at. */
const PAGE = 1_000;

/** What a sweep did. */
export interface SweepResult {
  readonly program: string;
  readonly entered: number;
  readonly turnedAway: number;
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

interface Sweep {
  readonly tenant: Tenant;
  readonly now: Instant;
  readonly today: LocalDate;
  readonly program: LoadedProgram;
}

async function sweepProgram(context: RuntimeContext, sweep: Sweep): Promise<SweepResult> {
  const { id } = sweep.program.compiled.program;
  let entered = 0;
  let turnedAway = 0;
  for (const trigger of dateTriggers(sweep.program.compiled)) {
    let after: Candidate | undefined;
    do {
      const last: Candidate | undefined = after;
      const page = await retryTransaction(() =>
        asTenant(context.db, sweep.tenant.id, (tx) =>
          sweepPage(tx, sweep, { trigger, after: last }),
        ),
      );
      entered += page.entered;
      turnedAway += page.turnedAway;
      after = page.last;
    } while (after !== undefined);
  }
  await asTenant(context.db, sweep.tenant.id, (tx) => markSwept(tx, id, sweep.today));
  return { program: id, entered, turnedAway };
}

interface PageResult {
  readonly entered: number;
  readonly turnedAway: number;
  /** After whom the next page begins; nothing when this was the last one. */
  readonly last: Candidate | undefined;
}

async function sweepPage(
  tx: TenantTransaction,
  { tenant, now, today, program }: Sweep,
  at: { readonly trigger: DateTrigger; readonly after: Candidate | undefined },
): Promise<PageResult> {
  const { compiled } = program;
  const rule = dateRule(at.trigger, compiled);
  const candidates = await findCandidates(tx, {
    program: compiled.program.id,
    reentry: reentryOf(compiled, { now, zone: tenant.timeZone }),
    dateField: at.trigger.date,
    ...dateWindow(today, rule),
    zone: tenant.timeZone,
    after: at.after,
    limit: PAGE,
  });
  const factsOf = await loadFacts(tx, candidates.map(subjectOf), {
    tenant,
    now,
    programs: [compiled],
  });
  const { entering, turned } = sort(program, candidates, factsOf);
  const entry = dateEntry(at.trigger);
  const entries = entering.map((each) => ({ subject: subjectOf(each), entry }));
  const entered = await enterProgram(tx, program, entries, { now, zone: tenant.timeZone });
  await noteEntered(tx, program, { now, entering });
  const turnedAway = await noteTurnedAway(tx, program, { now, turned });
  return {
    entered: entered.length,
    turnedAway,
    last: candidates.length === PAGE ? candidates.at(-1) : undefined,
  };
}

function subjectOf({ customerId, agreementId }: Candidate) {
  return { customerId, agreementId: agreementId ?? undefined };
}

interface Turned {
  readonly candidate: Candidate;
  readonly because: LocalizedText;
}

function sort({ compiled }: LoadedProgram, candidates: readonly Candidate[], factsOf: FactsOf) {
  const catalogue = programCatalogue(compiled.program);
  const { entry } = compiled.program;
  const entering: Candidate[] = [];
  const turned: Turned[] = [];
  for (const candidate of candidates) {
    const facts = factsOf(subjectOf(candidate));
    if (!facts) continue;
    if (compiled.holds(entry, facts)) entering.push(candidate);
    else if (entry) {
      const because = (locale: Locale) => explain(entry, facts, locale, catalogue).because;
      turned.push({ candidate, because: { sv: because("sv"), en: because("en") } });
    }
  }
  return { entering, turned };
}

/** A date lets its subject in once: ended or not, it does not come back before the date is another. */
async function noteEntered(
  tx: TenantTransaction,
  { compiled }: LoadedProgram,
  { now, entering }: { readonly now: Instant; readonly entering: readonly Candidate[] },
): Promise<void> {
  const program = compiled.program.id;
  const rows = entering.map(({ id, date }) => ({
    program,
    key: id,
    occurrence: occurrenceOfDate("entered", date),
  }));
  await noteConsidered(tx, rows, now);
}

async function noteTurnedAway(
  tx: TenantTransaction,
  { compiled }: LoadedProgram,
  { now, turned }: { readonly now: Instant; readonly turned: readonly Turned[] },
): Promise<number> {
  const program = compiled.program.id;
  const rows = turned.map(({ candidate, because }) => {
    const occurrence = occurrenceOfDate("turned-away", candidate.date);
    const away: TurnedAway = { subject: subjectOf(candidate), because, occurrence };
    return { key: candidate.id, program, occurrence, away };
  });
  const first = await noteConsidered(
    tx,
    rows.map(({ away: _away, ...row }) => row),
    now,
  );
  const news = rows.filter((each) => first.has(each.key)).map((each) => each.away);
  await recordTurnedAway(tx, program, news, now);
  return news.length;
}
