import type { Locale } from "@perennial/contract";
import { LOCALES } from "@perennial/contract";
import type { Condition } from "../../condition/condition.ts";
import type { CompiledProgram } from "../../enrolment/compiled-program.ts";
import { signalTriggers } from "../../enrolment/entry.ts";
import type { NamedTemplate, TemplateKind } from "../../message/template.ts";
import type { ContactPolicy } from "../../policy/contact-policy.ts";
import { conditionsOf, signalRulesOf } from "../../program/check/program-parts.ts";
import type { SimulatedProgram } from "../simulation-input.ts";

/** A program with all that a dry run works out of it once. */
export interface PreparedProgram {
  readonly compiled: CompiledProgram;
  readonly policy: ContactPolicy;
  /** The types of signals by which it lets subjects in. */
  readonly opensOn: ReadonlySet<string>;
  /** The types of signals that any of its rules looks at. */
  readonly listensTo: ReadonlySet<string>;
  /** Whether a condition counts contacts, so that they must be remembered. */
  readonly countsContacts: boolean;
  /** Whether a step sends what the law asks for. */
  readonly sendsNotices: boolean;
  /** The text of a step in the first of our languages there is: the wanted one, the tenant's, any. */
  text(name: string, kind: TemplateKind, wanted: string): NamedTemplate | undefined;
  /** Whether every language of a text says how to decline more of the kind (19 § marknadsföringslagen). */
  offersOptOut(name: string, kind: TemplateKind): boolean;
}

/** Works out of a program what a dry run needs of it. */
export function prepareProgram(
  { compiled, templates, rulePack }: SimulatedProgram,
  policy: ContactPolicy,
  tenantLocale: Locale,
): PreparedProgram {
  const { program } = compiled;
  // What would be sent is asked, not whether sending is paused just now.
  const own = { ...policy, ...(rulePack && { rulePack }), sendingPaused: null };
  const texts = remember((name, kind, wanted) =>
    languages(wanted, tenantLocale)
      .flatMap((locale) => templates.filter((each) => isText(each, name, kind, locale)))
      .at(0),
  );
  const optOuts = remember((name, kind) => {
    const all = templates.filter((each) => each.name === name && each.kind === kind);
    return all.length > 0 && all.every((text) => saysHow(text, own.rulePack.stopWords));
  });
  return {
    compiled,
    policy: own,
    opensOn: new Set(signalTriggers(compiled).map(({ signal }) => signal)),
    listensTo: new Set(signalRulesOf(program).map(({ part }) => part.type)),
    countsContacts: conditionsOf(program).some(({ part }) => countsContacts(part.condition)),
    sendsNotices: program.steps.some((step) => step.do === "send" && step.class === "statutory"),
    text: texts,
    offersOptOut: (name, kind) => optOuts(name, kind, ""),
  };
}

function isText(
  template: NamedTemplate,
  ...[name, kind, locale]: readonly [string, TemplateKind, Locale]
): boolean {
  return template.name === name && template.kind === kind && template.locale === locale;
}

function remember<Answer>(
  answer: (name: string, kind: TemplateKind, wanted: string) => Answer,
): (name: string, kind: TemplateKind, wanted: string) => Answer {
  const known = new Map<string, { readonly answer: Answer }>();
  return (name, kind, wanted) => {
    const key = `${kind}/${name}/${wanted}`;
    const found = known.get(key) ?? { answer: answer(name, kind, wanted) };
    known.set(key, found);
    return found.answer;
  };
}

function saysHow({ body }: NamedTemplate, stopWords: readonly string[]): boolean {
  return body.some((part) => {
    if (typeof part !== "string") return part.field === "unsubscribeUrl";
    const words = new Set(part.split(/[^\p{L}]+/u));
    return stopWords.some((stop) => words.has(stop));
  });
}

function languages(wanted: string, tenant: Locale): readonly Locale[] {
  const language = wanted.toLowerCase().split(/[-_]/)[0];
  const own = LOCALES.filter((locale) => locale === language);
  return [...new Set([...own, tenant, ...LOCALES])];
}

function countsContacts(condition: Condition): boolean {
  if ("all" in condition) return condition.all.some(countsContacts);
  if ("any" in condition) return condition.any.some(countsContacts);
  if ("not" in condition) return countsContacts(condition.not);
  return "count" in condition && condition.count === "interactions";
}
