import {
  dateRule,
  dateTriggers,
  dateWindow,
  localDateOf,
  programCatalogue,
} from "@perennial/lifecycle";
import {
  asTenant,
  type Candidate,
  countEligible,
  findCandidates,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { reentryOf } from "../enter/enter-program.ts";
import { loadFacts, type Subject, subjectOfEnrolment } from "../facts/load-facts.ts";
import type { LoadedProgram } from "../program/programs.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** How many a program is for. */
export interface Audience {
  /** Who would enter if the dates were looked at now. */
  readonly today: number;
  /** Whoever satisfies the entry condition, whatever the date. */
  readonly eligible: number;
}

/** An audience, and the first of those who would enter now. */
export interface CountedAudience extends Audience {
  readonly first: readonly Subject[];
}

/** How many of those who would enter now are named. */
const FIRST = 10;

/** How many candidates are looked at in one go. */
const PAGE = 1_000;

/** Counts whom a program is for, before it is let loose on them (ux.md, 1). */
export function countAudience(
  context: RuntimeContext,
  tenant: Tenant,
  loaded: LoadedProgram,
): Promise<CountedAudience> {
  const { program } = loaded.compiled;
  const { subject } = program;
  if (subject === "program") return Promise.resolve({ today: 0, eligible: 0, first: [] });
  const now = context.clock.now();
  const zone = tenant.timeZone;
  return asTenant(context.db, tenant.id, async (tx) => ({
    ...(await countToday(tx, { tenant, loaded, now })),
    eligible: await countEligible(tx, {
      subject,
      party: program.party,
      condition: program.entry,
      catalogue: programCatalogue(loaded.compiled),
      at: { now, zone, today: localDateOf(now, zone) },
    }),
  }));
}

interface Counting {
  readonly tenant: Tenant;
  readonly loaded: LoadedProgram;
  readonly now: string;
}

async function countToday(tx: TenantTransaction, counting: Counting) {
  const { compiled } = counting.loaded;
  const zone = counting.tenant.timeZone;
  const subjects = new Map<string, Subject>();
  for (const trigger of dateTriggers(compiled)) {
    const window = dateWindow(localDateOf(counting.now, zone), dateRule(trigger, compiled));
    let after: Candidate | undefined;
    do {
      const page: readonly Candidate[] = await findCandidates(tx, {
        program: compiled.program.id,
        reentry: reentryOf(compiled, { now: counting.now, zone }),
        dateField: trigger.date,
        every: trigger.every,
        party: compiled.program.party,
        ...window,
        zone,
        after,
        limit: PAGE,
      });
      for (const { id, subject } of await admitted(tx, counting, page)) subjects.set(id, subject);
      after = page.length === PAGE ? page.at(-1) : undefined;
    } while (after !== undefined);
  }
  return { today: subjects.size, first: [...subjects.values()].slice(0, FIRST) };
}

async function admitted(
  tx: TenantTransaction,
  { tenant, loaded, now }: Counting,
  page: readonly Candidate[],
): Promise<readonly { readonly id: string; readonly subject: Subject }[]> {
  const { compiled } = loaded;
  const subjects = page.map(subjectOfEnrolment);
  const factsOf = await loadFacts(tx, subjects, { tenant, now, programs: [compiled] });
  return page.flatMap(({ id }, index) => {
    const subject = subjects[index];
    const facts = subject && factsOf(subject);
    return facts && compiled.holds(compiled.program.entry, facts) ? [{ id, subject }] : [];
  });
}
