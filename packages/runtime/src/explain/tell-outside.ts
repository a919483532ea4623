import type { LocalDate, LocalizedText } from "@perennial/contract";
import {
  type DateTrigger,
  dateRule,
  dateTriggers,
  explain,
  type Facts,
  programCatalogue,
  readField,
  triggerDay,
} from "@perennial/lifecycle";
import {
  listAgreements,
  type StoredDecision,
  type StoredEnrolment,
  type StoredProgram,
} from "@perennial/store";
import { loadFacts, type Subject } from "../facts/load-facts.ts";
import type { LoadedProgram } from "../program/programs.ts";
import { linesOf, type ProgramExplanation, type Telling } from "./telling.ts";

/** More agreements than any customer has. */
const MOST_AGREEMENTS = 500;

/** What is known of a customer already. */
export interface KnownOfCustomer {
  readonly customerId: string;
  readonly enrolments: readonly StoredEnrolment[];
  readonly decisions: readonly StoredDecision[];
}

/** Programs that the customer, or an agreement of the customer's, is not in, and why not. */
export async function tellOutside(
  telling: Telling,
  known: KnownOfCustomer,
): Promise<readonly ProgramExplanation[]> {
  const { context, tx } = telling;
  const { customerId } = known;
  const agreements = (await listAgreements(tx, { customer: customerId, limit: MOST_AGREEMENTS }))
    .items;
  const ofAgreements = agreements.map((each) => ({ customerId, agreementId: each.id }));
  const told: ProgramExplanation[] = [];
  for (const stored of await context.programs.list(tx)) {
    const loaded = await context.programs.load(tx, stored.id, stored.version);
    const { subject } = loaded.compiled.program;
    const subjects = (subject === "agreement" ? ofAgreements : [{ customerId }]).filter(
      (each) => !isInside(known, stored.id, each),
    );
    told.push(...(await tellDoor(telling, known, { stored, loaded, subjects })));
  }
  return told;
}

function isInside({ enrolments }: KnownOfCustomer, program: string, subject: Subject): boolean {
  const isAbout = (each: StoredEnrolment) =>
    subject.agreementId === undefined || each.agreementId === subject.agreementId;
  return enrolments.some((each) => each.program === program && isAbout(each));
}

/** A program, and who is outside of it. */
interface Door {
  readonly stored: StoredProgram;
  readonly loaded: LoadedProgram;
  readonly subjects: readonly Subject[];
}

async function tellDoor(
  telling: Telling,
  { decisions }: KnownOfCustomer,
  { stored, loaded, subjects }: Door,
): Promise<readonly ProgramExplanation[]> {
  const { context, tx, tenant, locale } = telling;
  const wanted = { tenant, now: context.clock.now(), programs: [loaded.compiled] };
  const factsOf = await loadFacts(tx, subjects, wanted);
  return subjects.flatMap((subject) => {
    const facts = factsOf(subject);
    if (!facts) return [];
    const agreementId = subject.agreementId ?? null;
    const about = decisions.filter(
      (each) =>
        each.enrolmentId === null &&
        each.program === stored.id &&
        (each.evidence.agreement ?? null) === agreementId,
    );
    const { name } = loaded.compiled.program;
    const summary = whyNot(telling, loaded, { facts, state: stored.state });
    const lines = linesOf(about, locale);
    return [{ program: stored.id, name: name[locale], agreementId, summary, next: null, lines }];
  });
}

/** Why a program that is not active lets nobody in. */
const CLOSED: Readonly<Record<string, LocalizedText>> = {
  draft: { sv: "det är ett utkast", en: "it is a draft" },
  approved: { sv: "det är godkänt men inte startat", en: "it is approved but not started" },
  paused: { sv: "det är pausat", en: "it is paused" },
  finishing: { sv: "det håller på att avslutas", en: "it is being wound up" },
  archived: { sv: "det är arkiverat", en: "it is archived" },
};

function whyNot(
  { locale }: Telling,
  { compiled }: LoadedProgram,
  { facts, state }: { readonly facts: Facts; readonly state: string },
): string {
  if (state !== "active") {
    const why = CLOSED[state]?.[locale] ?? state;
    return locale === "sv"
      ? `Programmet tar inte in någon: ${why}.`
      : `The program lets nobody in: ${why}.`;
  }
  const { entry } = compiled.program;
  if (entry && !compiled.holds(entry, facts)) {
    const { because } = explain(entry, facts, locale, programCatalogue(compiled));
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
