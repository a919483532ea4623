import type { Instant, LocalDate, Locale, LocalizedText } from "@perennial/contract";
import {
  type DateTrigger,
  dateEntry,
  dateRule,
  dateWindow,
  explain,
  programCatalogue,
} from "@perennial/lifecycle";
import {
  asTenant,
  type Candidate,
  type CandidateQuery,
  findCandidates,
  noteConsidered,
  occurrenceOfDate,
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
import { type FactsOf, loadFacts, subjectOfEnrolment } from "../facts/load-facts.ts";
import type { LoadedProgram } from "../program/programs.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** How many candidates one transaction looks at. */
const PAGE = 1_000;

/** One look at whom a date has come up for in a program. */
export interface Sweep {
  readonly tenant: Tenant;
  readonly now: Instant;
  readonly today: LocalDate;
  readonly program: LoadedProgram;
}

/** Candidates that were looked at together, by what becomes of them. */
export interface Page {
  readonly entering: readonly Candidate[];
  readonly turned: readonly Turned[];
  /** After whom the next page begins; nothing when this was the last one. */
  readonly last: Candidate | undefined;
}

/** Reads a page of candidates and sorts out who may enter. Nothing is written. */
export function readPage(
  { db }: RuntimeContext,
  { tenant, now, today, program }: Sweep,
  at: { readonly trigger: DateTrigger; readonly after?: Candidate | undefined },
): Promise<Page> {
  const { compiled } = program;
  const query: CandidateQuery = {
    program: compiled.program.id,
    reentry: reentryOf(compiled, { now, zone: tenant.timeZone }),
    dateField: at.trigger.date,
    every: at.trigger.every,
    party: compiled.program.party,
    ...dateWindow(today, dateRule(at.trigger, compiled)),
    zone: tenant.timeZone,
    after: at.after,
    limit: PAGE,
  };
  return asTenant(db, tenant.id, async (tx) => {
    const candidates = await findCandidates(tx, query);
    const wanted = { tenant, now, programs: [compiled], asked: "atTheDoor" } as const;
    const factsOf = await loadFacts(tx, candidates.map(subjectOf), wanted);
    const last = candidates.length === PAGE ? candidates.at(-1) : undefined;
    return { ...sort(program, candidates, factsOf), last };
  });
}

/** How many came in, and how many were turned away. */
export interface PageResult {
  readonly entered: number;
  readonly turnedAway: number;
}

/** Lets in who may enter and notes who was turned away, in one transaction. */
export function writePage(
  { db }: RuntimeContext,
  { tenant, now, program }: Sweep,
  at: { readonly trigger: DateTrigger; readonly page: Page },
): Promise<PageResult> {
  const { entering, turned } = at.page;
  const entry = dateEntry(at.trigger);
  const entries = entering.map((each) => ({ subject: subjectOf(each), entry }));
  return retryTransaction(() =>
    asTenant(db, tenant.id, async (tx) => {
      // Sent together, and done in this order.
      const [entered, , turnedAway] = await Promise.all([
        enterProgram(tx, program, entries, { now, zone: tenant.timeZone }),
        noteEntered(tx, program, { now, entering }),
        noteTurnedAway(tx, program, { now, turned }),
      ]);
      return { entered: entered.length, turnedAway };
    }),
  );
}

const subjectOf = subjectOfEnrolment;

interface Turned {
  readonly candidate: Candidate;
  readonly because: LocalizedText;
}

function sort({ compiled }: LoadedProgram, candidates: readonly Candidate[], factsOf: FactsOf) {
  const catalogue = programCatalogue(compiled);
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
