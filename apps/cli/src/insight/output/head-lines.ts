import type { LocalDate, LocalizedText } from "@perennial/contract";
import type { LifecyclePlan } from "@perennial/lifecycle";
import type { ReportName } from "../../commands/insight.ts";
import type { InsightBase } from "../base/insight-base.ts";
import { note } from "./lines.ts";
import type { Speech } from "./speech.ts";

/** What stands above every report. */
export interface ReportHead {
  readonly base: InsightBase;
  readonly asOf: LocalDate;
  readonly plan: LifecyclePlan | undefined;
  readonly speech: Speech;
}

const TITLES: Readonly<Record<ReportName, LocalizedText>> = {
  value: { sv: "Kundvärde", en: "Customer value" },
  flows: { sv: "Kundflöden", en: "Customer flows" },
  migration: { sv: "Kundmigration", en: "Customer migration" },
  matrix: { sv: "Kundmatris", en: "Customer matrix" },
  rfm: {
    sv: "RFM: hur nyligen, hur ofta och för hur mycket",
    en: "RFM: recency, frequency and monetary value",
  },
  forecast: { sv: "Köpprognos", en: "Purchase forecast" },
  readiness: { sv: "Uppgifter som behövs och finns", en: "Data that are needed and there" },
  pareto: { sv: "Vilka kunder som ger värdet", en: "Which customers bring the value" },
  cohorts: { sv: "Kunder efter när de började", en: "Customers by when they began" },
  churn: { sv: "Kunder på väg bort", en: "Customers about to leave" },
  assessment: { sv: "Självskattning", en: "Self-assessment" },
};

/** The title, what the report is made of, and what has been left out of it. */
export function headLines(name: ReportName, { base, asOf, plan, speech }: ReportHead) {
  const title = speech.say(TITLES[name]);
  const { parts, foreign } = base;
  const { currency, rejected } = parts;
  const rules = plan
    ? { sv: "", en: "" }
    : { sv: " Standardregler, ingen plan.", en: " Default rules, no plan." };
  return [
    speech.say({ sv: `${title} per ${asOf}`, en: `${title} as of ${asOf}` }),
    ...note(`${contents(base, speech)}${RULED.includes(name) ? speech.say(rules) : ""}`),
    ...(foreign > 0 ? note(foreignWords(foreign, currency, speech)) : []),
    ...(later(base, asOf) ? note(laterWords(base, speech)) : []),
    ...(rejected > 0
      ? note(
          speech.say({
            sv: `Inte med, eftersom de inte kunde läsas: ${speech.count(rejected)} poster.`,
            en: `Left out, since they could not be read: ${speech.count(rejected)} records.`,
          }),
        )
      : []),
  ];
}

/** Reports that tell customers apart by a plan's rules. */
const RULED: readonly ReportName[] = [
  "flows",
  "migration",
  "matrix",
  "pareto",
  "churn",
  "assessment",
];

function contents({ parts, reach, hasPurchases }: InsightBase, speech: Speech): string {
  const { ids, purchases, agreements, currency } = parts;
  const customers = speech.count(ids.length);
  const bought = speech.count(purchases.count);
  const signed = speech.count(agreements.length);
  const purchasesOf = hasPurchases
    ? {
        sv: `, ${bought} köp ${reach?.first} till ${reach?.last}`,
        en: `, ${bought} purchases ${reach?.first} to ${reach?.last}`,
      }
    : { sv: "", en: "" };
  const agreementsOf =
    agreements.length > 0
      ? { sv: `, ${signed} avtal`, en: `, ${signed} agreements` }
      : { sv: "", en: "" };
  return speech.say({
    sv: `${customers} kunder${purchasesOf.sv}${agreementsOf.sv}; belopp i ${currency}.`,
    en: `${customers} customers${purchasesOf.en}${agreementsOf.en}; amounts in ${currency}.`,
  });
}

function foreignWords(foreign: number, currency: string, speech: Speech): string {
  return speech.say({
    sv: `${speech.count(foreign)} köp är i en annan valuta än ${currency}: de räknas som köp men inte som pengar.`,
    en: `${speech.count(foreign)} purchases are in another currency than ${currency}: they count as purchases and not as money.`,
  });
}

function later({ reach, hasPurchases }: InsightBase, asOf: LocalDate): boolean {
  return hasPurchases && reach !== undefined && reach.last > asOf;
}

function laterWords({ reach }: InsightBase, speech: Speech): string {
  return speech.say({
    sv: `Köp efter dagen, till och med ${reach?.last}, räknas inte.`,
    en: `Purchases after that day, until ${reach?.last}, do not count.`,
  });
}
