import type { LocalDate, Locale } from "@perennial/contract";
import {
  type DateTrigger,
  dateRule,
  dateTriggers,
  decisionSentence,
  explain,
  type Facts,
  momentPhrase,
  programCatalogue,
  readField,
  triggerDay,
} from "@perennial/lifecycle";
import {
  asTenant,
  CUSTOMERS,
  listAgreements,
  listDecisions,
  listEnrolments,
  readRecords,
  readTimeline,
  type StoredDecision,
  type StoredEnrolment,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { loadFacts } from "../facts/load-facts.ts";
import type { LoadedProgram } from "../program/programs.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { contactSentence } from "./contact-sentence.ts";

/** One program's dealings with a customer. */
export interface ProgramExplanation {
  readonly program: string;
  readonly name: string;
  readonly agreementId: string | null;
  /** Where the customer stands in it, or why not in it. */
  readonly summary: string;
  /** What comes next, and when. */
  readonly next: string | null;
  readonly lines: { readonly at: string; readonly sentence: string }[];
}

/** Everything that considered a customer (product.md, feature 4). */
export interface CustomerExplanation {
  readonly customerId: string;
  readonly name: string;
  readonly programs: ProgramExplanation[];
  readonly messages: {
    readonly at: string;
    readonly channel: string;
    readonly direction: string;
    readonly text: string;
    readonly sentence: string;
  }[];
}

/** More lines than anyone reads. */
const MOST_LINES = 500;

interface Telling {
  readonly context: RuntimeContext;
  readonly tx: TenantTransaction;
  readonly tenant: Tenant;
  readonly locale: Locale;
}

/** Tells everything that considered a customer, and why; nothing for a customer that is not known. */
export function explainCustomer(
  context: RuntimeContext,
  tenant: Tenant,
  { customerId, locale }: { readonly customerId: string; readonly locale: Locale },
): Promise<CustomerExplanation | undefined> {
  return asTenant(context.db, tenant.id, async (tx) => {
    const [customer] = await readRecords(tx, CUSTOMERS, [customerId]);
    if (!customer) return undefined;
    const telling = { context, tx, tenant, locale };
    const enrolments = (await listEnrolments(tx, { customer: customerId, limit: MOST_LINES }))
      .items;
    const decisions = (await listDecisions(tx, { customer: customerId, limit: MOST_LINES })).items;
    const inside = [];
    for (const each of enrolments) inside.push(await tellEnrolment(telling, each, decisions));
    const outside = await tellOutside(telling, { customerId, enrolments, decisions });
    const timeline = (await readTimeline(tx, { customer: customerId, limit: 200 })).items;
    return {
      customerId,
      name: customer.name,
      programs: [...inside, ...outside],
      messages: timeline.map((contact) => {
        const { at, channel, direction, text } = contact;
        return { at, channel, direction, text, sentence: contactSentence(contact, locale) };
      }),
    };
  });
}

async function tellEnrolment(
  { context, tx, tenant, locale }: Telling,
  enrolment: StoredEnrolment,
  decisions: readonly StoredDecision[],
): Promise<ProgramExplanation> {
  const { compiled } = await context.programs.load(tx, enrolment.program, enrolment.programVersion);
  const stage = compiled.program.stages.find((each) => each.id === enrolment.stage);
  return {
    program: enrolment.program,
    name: compiled.program.name[locale],
    agreementId: enrolment.agreementId,
    summary: summaryOf(enrolment, stage?.name[locale], { locale, zone: tenant.timeZone }),
    next: nextOf(enrolment, { locale, zone: tenant.timeZone }),
    lines: linesOf(
      decisions.filter((each) => each.enrolmentId === enrolment.id),
      locale,
    ),
  };
}

interface Saying {
  readonly locale: Locale;
  readonly zone: string;
}

function summaryOf(
  enrolment: StoredEnrolment,
  stage: string | undefined,
  { locale, zone }: Saying,
): string {
  const where = stage ?? enrolment.step ?? "";
  const entered = momentPhrase(enrolment.enteredAt, zone, locale);
  if (enrolment.ended) {
    return locale === "sv"
      ? `Har lämnat programmet (${enrolment.endReason}). Kom in den ${entered}.`
      : `Has left the program (${enrolment.endReason}). Entered on ${entered}.`;
  }
  return locale === "sv"
    ? `Är i programmet sedan den ${entered}: ${where}.`
    : `In the program since ${entered}: ${where}.`;
}

function nextOf(enrolment: StoredEnrolment, { locale, zone }: Saying): string | null {
  if (enrolment.timerAt === null) return null;
  const when = momentPhrase(enrolment.timerAt, zone, locale);
  return locale === "sv"
    ? `Nästa steg efter "${enrolment.step}" tas den ${when}, om inget händer före.`
    : `The next step after "${enrolment.step}" is taken on ${when}, unless something happens before.`;
}

function linesOf(
  decisions: readonly StoredDecision[],
  locale: Locale,
): ProgramExplanation["lines"] {
  return [...decisions]
    .sort((a, b) => a.id - b.id)
    .map((each) => ({ at: each.at, sentence: decisionSentence(each, locale) }));
}

/** Programs with date triggers that the customer's agreements are not in, and why not. */
async function tellOutside(
  telling: Telling,
  known: {
    readonly customerId: string;
    readonly enrolments: readonly StoredEnrolment[];
    readonly decisions: readonly StoredDecision[];
  },
): Promise<readonly ProgramExplanation[]> {
  const { context, tx, tenant } = telling;
  const { customerId } = known;
  const agreements = (await listAgreements(tx, { customer: customerId, limit: MOST_LINES })).items;
  const subjects = agreements.map((each) => ({ customerId, agreementId: each.id }));
  const told: ProgramExplanation[] = [];
  for (const stored of await context.programs.list(tx)) {
    const loaded = await context.programs.load(tx, stored.id, stored.version);
    const wanted = { tenant, now: context.clock.now(), programs: [loaded.compiled] };
    const factsOf = await loadFacts(tx, subjects, wanted);
    if (loaded.compiled.program.subject !== "agreement") continue;
    for (const subject of subjects) {
      const inIt = known.enrolments.some(
        (each) => each.program === stored.id && each.agreementId === subject.agreementId,
      );
      const facts = factsOf(subject);
      if (inIt || !facts) continue;
      const about = known.decisions.filter(
        (each) =>
          each.enrolmentId === null &&
          each.program === stored.id &&
          each.evidence.agreement === subject.agreementId,
      );
      told.push({
        program: stored.id,
        name: loaded.compiled.program.name[telling.locale],
        agreementId: subject.agreementId,
        summary: whyNot(telling, loaded, { facts, state: stored.state }),
        next: null,
        lines: linesOf(about, telling.locale),
      });
    }
  }
  return told;
}

function whyNot(
  { locale }: Telling,
  { compiled }: LoadedProgram,
  { facts, state }: { readonly facts: Facts; readonly state: string },
): string {
  if (state !== "active") {
    return locale === "sv"
      ? `Programmet tar inte in någon (${state}).`
      : `The program lets nobody in (${state}).`;
  }
  const { entry } = compiled.program;
  if (entry && !compiled.holds(entry, facts)) {
    const { because } = explain(entry, facts, locale, programCatalogue(compiled.program));
    return locale === "sv"
      ? `Är inte i programmet: ${because}.`
      : `Not in the program: ${because}.`;
  }
  const days = dateTriggers(compiled).flatMap((trigger) => dayFor(trigger, compiled, facts) ?? []);
  const [day] = days.sort();
  if (day === undefined) {
    return locale === "sv"
      ? "Har inget datum som öppnar programmet."
      : "Has no date that opens the program.";
  }
  if (day > facts.today) {
    return locale === "sv"
      ? `Kommer in den ${day} om inget ändras.`
      : `Enters on ${day} if nothing changes.`;
  }
  return locale === "sv"
    ? `Dagen för att komma in var ${day} och är förbi.`
    : `The day to enter was ${day} and has passed.`;
}

function dayFor(
  trigger: DateTrigger,
  compiled: LoadedProgram["compiled"],
  facts: Facts,
): LocalDate | undefined {
  const value = readField(facts, trigger.date);
  if (typeof value !== "string") return undefined;
  return triggerDay(value.slice(0, 10), dateRule(trigger, compiled));
}
