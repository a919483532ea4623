import type { Locale } from "@perennial/contract";
import {
  type Condition,
  explain,
  type Facts,
  localDateOf,
  programCatalogue,
  sentence,
} from "@perennial/lifecycle";
import {
  agreementsOf,
  asTenant,
  countCustomers,
  countEligible,
  listCustomers,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { loadFacts, type Subject } from "../facts/load-facts.ts";
import type { LoadedProgram } from "../program/programs.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { type Audience, countAudience } from "./count-audience.ts";

/** One condition of the entry condition, and for how many of the sample it holds on its own. */
export interface ConditionShare {
  readonly sentence: string;
  readonly holds: number;
}

/** Somebody who would enter. */
export interface AudienceExample {
  readonly customerId: string;
  readonly agreementId: string | null;
  readonly name: string;
  readonly enters: "today" | "when-due";
  readonly because: string;
}

/** Whom a program is for, and which of its conditions keep the others out. */
export interface AudienceDescription extends Audience {
  /** All whom it could be about. */
  readonly base: number;
  readonly sentence: string;
  /** How many subjects the shares were counted on. */
  readonly sample: number;
  readonly conditions: readonly ConditionShare[];
  readonly examples: readonly AudienceExample[];
}

/** How many customers are looked at for the shares: enough to tell a tenth from a third. */
const SAMPLE = 400;
const EXAMPLES = 5;

/** Counts whom a program is for, and shows which conditions let how many in, on an even sample (ux.md, 1). */
export async function describeAudience(
  context: RuntimeContext,
  tenant: Tenant,
  { loaded, locale }: { readonly loaded: LoadedProgram; readonly locale: Locale },
): Promise<AudienceDescription> {
  const { program } = loaded.compiled;
  const counts = await countAudience(context, tenant, loaded);
  const now = context.clock.now();
  return asTenant(context.db, tenant.id, async (tx) => {
    const telling = { tx, tenant, loaded, locale, now };
    const sample = await sampleOf(telling);
    const catalogue = programCatalogue(loaded.compiled);
    const conditions = partsOf(program.entry).map((part) => ({
      sentence: sentence(part, locale, catalogue),
      holds: sample.filter(({ facts }) => loaded.compiled.holds(part, facts)).length,
    }));
    const today = await factsFor(telling, counts.first.slice(0, EXAMPLES));
    return {
      today: counts.today,
      eligible: counts.eligible,
      base: await baseOf(telling),
      sentence: program.entry ? sentence(program.entry, locale, catalogue) : "",
      sample: sample.length,
      conditions,
      examples: examplesOf(telling, { today, sample }),
    };
  });
}

interface Telling {
  readonly tx: TenantTransaction;
  readonly tenant: Tenant;
  readonly loaded: LoadedProgram;
  readonly locale: Locale;
  readonly now: string;
}

interface Seen {
  readonly subject: Subject;
  readonly facts: Facts;
}

/** The conditions that must all hold; a single one is its own part. */
function partsOf(condition: Condition | undefined): readonly Condition[] {
  if (condition === undefined) return [];
  return "all" in condition ? condition.all.flatMap(partsOf) : [condition];
}

async function baseOf({ tx, tenant, loaded, now }: Telling): Promise<number> {
  const { subject, party } = loaded.compiled.program;
  if (subject === "program") return 0;
  if (subject === "customer") return countCustomers(tx);
  const zone = tenant.timeZone;
  const at = { now, zone, today: localDateOf(now, zone) };
  const catalogue = programCatalogue(loaded.compiled);
  return countEligible(tx, { subject, party, condition: undefined, catalogue, at });
}

/** Customers evenly spread over the base, or their agreements. */
async function sampleOf(telling: Telling): Promise<readonly Seen[]> {
  const { tx, loaded } = telling;
  const { subject, party } = loaded.compiled.program;
  if (subject === "program" || subject === "invitation") return [];
  const every = Math.max(1, Math.floor((await countCustomers(tx)) / SAMPLE));
  const customers = (await listCustomers(tx, { limit: SAMPLE, every })).items;
  const customerIds = customers.map(({ id }) => id);
  if (subject === "customer") {
    return factsFor(
      telling,
      customerIds.map((customerId) => ({ customerId })),
    );
  }
  const agreements = (await agreementsOf(tx, customerIds)).filter((each) => each.party === party);
  return factsFor(
    telling,
    agreements.map(({ id, customerId }) => ({ customerId, agreementId: id })),
  );
}

async function factsFor(
  { tx, tenant, loaded, now }: Telling,
  subjects: readonly Subject[],
): Promise<readonly Seen[]> {
  const factsOf = await loadFacts(tx, subjects, { tenant, now, programs: [loaded.compiled] });
  return subjects.flatMap((subject) => {
    const facts = factsOf(subject);
    return facts ? [{ subject, facts }] : [];
  });
}

function examplesOf(
  { loaded, locale }: Telling,
  { today, sample }: { readonly today: readonly Seen[]; readonly sample: readonly Seen[] },
): readonly AudienceExample[] {
  const { compiled } = loaded;
  const { entry } = compiled.program;
  const isToday = ({ subject }: Seen) =>
    today.some(
      (each) =>
        each.subject.customerId === subject.customerId &&
        each.subject.agreementId === subject.agreementId,
    );
  const later = sample.filter((each) => compiled.holds(entry, each.facts) && !isToday(each));
  const tell =
    (enters: AudienceExample["enters"]) =>
    ({ subject, facts }: Seen): AudienceExample => ({
      customerId: subject.customerId,
      agreementId: subject.agreementId ?? null,
      name: facts.customer.name,
      enters,
      because: entry ? explain(entry, facts, locale, programCatalogue(compiled)).because : "",
    });
  return [...today.map(tell("today")), ...later.map(tell("when-due"))].slice(0, EXAMPLES);
}
