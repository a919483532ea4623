import type { Locale, LocalizedText } from "@perennial/contract";
import { explain } from "../condition/explain.ts";
import type { Catalogue } from "../condition/fields.ts";
import type { Facts } from "../facts/facts.ts";
import { type CallFacts, lastSelfService, type SelfServiceEvent } from "./call-facts.ts";
import type { RouteAnswer, RoutingRule, RoutingRules } from "./routing-rules.ts";

/** The answer that stands where no rule decides. */
export interface BaseAnswer {
  readonly name: "default" | "several" | "unknown";
  readonly answer: RouteAnswer;
}

const BASE: Readonly<Record<BaseAnswer["name"], LocalizedText>> = {
  default: {
    sv: "Ingen regel säger något annat för kunden.",
    en: "No rule says otherwise for the customer.",
  },
  several: {
    sv: "Flera kunder har numret, och ingen regel säger något annat.",
    en: "Several customers have the number, and no rule says otherwise.",
  },
  unknown: {
    sv: "Det är inte känt vem som ringer, och ingen regel säger något annat.",
    en: "It is not known who is calling, and no rule says otherwise.",
  },
};

/** Why the answer is the one that stands where no rule decides. */
export function baseReason(name: BaseAnswer["name"]): LocalizedText {
  return BASE[name];
}

/** What names and fields are read from. */
export interface RoutingSpeech {
  readonly rules: RoutingRules;
  readonly catalogue: Catalogue;
}

const OUTCOMES: Readonly<Record<SelfServiceEvent["outcome"], LocalizedText>> = {
  done: { sv: "användes före samtalet", en: "was used before the call" },
  failed: { sv: "misslyckades före samtalet", en: "failed before the call" },
  left: { sv: "avbröts före samtalet", en: "was given up before the call" },
};

/** Why a rule holds for a call: its name, and what of the call and the customer meets it. */
export function ruleReason(
  { rule, facts }: { readonly rule: RoutingRule; readonly facts?: Facts },
  call: CallFacts,
  speech: RoutingSpeech,
): LocalizedText {
  const sv = causes(rule, { facts, call, speech }, "sv");
  const en = causes(rule, { facts, call, speech }, "en");
  return {
    sv: `Regeln ”${rule.name.sv}” gäller${sv === "" ? "" : `: ${sv}`}.`,
    en: `The rule “${rule.name.en}” holds${en === "" ? "" : `: ${en}`}.`,
  };
}

interface Telling {
  readonly facts: Facts | undefined;
  readonly call: CallFacts;
  readonly speech: RoutingSpeech;
}

function causes(rule: RoutingRule, { facts, call, speech }: Telling, locale: Locale): string {
  const { rules, catalogue } = speech;
  const parts: string[] = [];
  if (rule.errands && call.errand !== undefined) {
    const name = rules.errands[call.errand]?.[locale] ?? call.errand;
    parts.push(locale === "sv" ? `ärendet är ”${name}”` : `the errand is “${name}”`);
  }
  const used = rule.selfService && lastSelfService(call);
  if (used) {
    const name = rules.selfServices[used.service]?.[locale] ?? used.service;
    const came = OUTCOMES[used.outcome][locale];
    parts.push(
      locale === "sv" ? `självbetjäningen ”${name}” ${came}` : `the self-service “${name}” ${came}`,
    );
  }
  if (rule.when && facts) parts.push(explain(rule.when, facts, locale, catalogue).because);
  return parts.join("; ");
}
