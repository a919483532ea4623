import type { Instant, Locale, LocalizedText } from "@perennial/contract";
import { channelPhrase, momentPhrase } from "../policy/phrases.ts";
import type { PolicyQuestion } from "../policy/question.ts";
import { reasonSentence } from "../policy/reason-sentence.ts";
import { ruleContext } from "../policy/rule-context.ts";
import type { LegalBasis } from "../policy/verdict.ts";
import type { Contactability } from "./contactability.ts";

const PURPOSES: Readonly<Record<Contactability["class"], LocalizedText>> = {
  marketing: { sv: "reklam", en: "with marketing" },
  service: { sv: "om sitt avtal", en: "about the agreement" },
  statutory: { sv: "med information som lagen kräver", en: "with what the law requires" },
};

/** The ground as the end of a sentence. */
const GROUNDS: Readonly<Record<LegalBasis, LocalizedText>> = {
  consent: { sv: "med stöd av samtycke", en: "by consent" },
  "existing-customer": { sv: "som befintlig kund", en: "as an existing customer" },
  contract: { sv: "med stöd av avtalet", en: "by the agreement" },
  "legal-obligation": { sv: "enligt lag", en: "by law" },
  "legitimate-interest": {
    sv: "eftersom kunden inte har tackat nej",
    en: "because the customer has not declined",
  },
};

/** Whether, on which ground, from when and until when somebody may be reached, for the agent's screen. */
export function contactabilitySentence(
  question: PolicyQuestion,
  answer: Omit<Contactability, "sentence">,
): LocalizedText {
  const { zone } = ruleContext(question).place;
  return { sv: swedish(answer, zone), en: english(answer, zone) };
}

function swedish(answer: Omit<Contactability, "sentence">, zone: string): string {
  const reach = `${reachedSv(answer.class)} ${channelPhrase(answer.channel, "sv")}`;
  const end = ending(answer.until, zone, "sv");
  switch (answer.when) {
    case "now":
      return `Får ${reach} nu${ground(answer.basis, "sv")}${end}.`;
    case "later":
      return `Får ${reach} tidigast den ${moment(answer.from, zone, "sv")}${ground(answer.basis, "sv")}${end}. ${reason(answer, "sv")}`;
    case "unknown":
      return `Får inte ${reach} nu, och ingen vet när. ${reason(answer, "sv")}`;
    case "never":
      return `Får inte ${reach}. ${reason(answer, "sv")}`;
  }
}

function reachedSv(kind: Contactability["class"]): string {
  return kind === "marketing" ? "få reklam" : `kontaktas ${PURPOSES[kind].sv}`;
}

function english(answer: Omit<Contactability, "sentence">, zone: string): string {
  const reach = `be contacted ${PURPOSES[answer.class].en} ${channelPhrase(answer.channel, "en")}`;
  const end = ending(answer.until, zone, "en");
  switch (answer.when) {
    case "now":
      return `May ${reach} now${ground(answer.basis, "en")}${end}.`;
    case "later":
      return `May ${reach} from ${moment(answer.from, zone, "en")} at the earliest${ground(answer.basis, "en")}${end}. ${reason(answer, "en")}`;
    case "unknown":
      return `May not ${reach} now, and nobody knows when. ${reason(answer, "en")}`;
    case "never":
      return `May not ${reach}. ${reason(answer, "en")}`;
  }
}

function moment(at: Instant | undefined, zone: string, locale: Locale): string {
  return at === undefined ? "" : momentPhrase(at, zone, locale);
}

function ground(basis: LegalBasis | undefined, locale: Locale): string {
  return basis === undefined ? "" : `, ${GROUNDS[basis][locale]}`;
}

function ending(until: Instant | undefined, zone: string, locale: Locale): string {
  if (until === undefined) return "";
  const at = momentPhrase(until, zone, locale);
  return locale === "sv" ? `, fram till den ${at}` : `, until ${at}`;
}

function reason({ verdict }: Pick<Contactability, "verdict">, locale: Locale): string {
  if (verdict.verdict === "send") return "";
  return reasonSentence(verdict.reason, verdict.evidence)[locale];
}
