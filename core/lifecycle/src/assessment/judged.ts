import type { LocalizedText } from "@perennial/contract";
import { shareRule, whole } from "./say.ts";
import { LEAST_CUSTOMERS } from "./thresholds.ts";

/** What the data answer; `unknown` where they do not, and the company answers itself. */
export type AssessmentVerdict = "yes" | "partly" | "no" | "unknown";

/** What a question's figure came to. */
export interface Judged {
  readonly verdict: AssessmentVerdict;
  /** Missing where there is none. */
  readonly figure?: number;
  readonly unit: "ratio" | "share" | "money";
  /** What the data show, or what they lack. */
  readonly says: LocalizedText;
  /** From where on it is yes, partly and no; missing where nothing was judged. */
  readonly threshold?: LocalizedText;
}

/** A limit that a figure is held against: more is better, or less is. */
export interface Limit {
  readonly yes: number;
  readonly partly: number;
  readonly lessIsBetter?: boolean;
}

/** What the data lack, in words. */
export const LACK = {
  flow: {
    sv: "Data svarar inte på detta: kundflödet är inte räknat för perioden. Ni svarar.",
    en: "The data do not answer this: the customer flow has not been counted for the period. You answer.",
  },
  lost: {
    sv: "Data svarar inte på detta: ingen kund har setts gå förlorad i perioden. Ni svarar.",
    en: "The data do not answer this: no customer was seen to be lost in the period. You answer.",
  },
} as const;

/** A question that the data do not answer. */
export function unknown(says: LocalizedText, unit: Judged["unit"] = "share"): Judged {
  return { verdict: "unknown", unit, says };
}

/** What a figure amounts to by its limit. */
export function verdictOf(
  figure: number,
  { yes, partly, lessIsBetter = false }: Limit,
): AssessmentVerdict {
  const reaches = (limit: number) => (lessIsBetter ? figure <= limit : figure >= limit);
  if (reaches(yes)) return "yes";
  return reaches(partly) ? "partly" : "no";
}

/** A share held against its limit. */
export function share(figure: number, limit: Limit, { says }: Pick<Judged, "says">): Judged {
  const verdict = verdictOf(figure, limit);
  return { verdict, figure, unit: "share", says, threshold: shareRule(limit) };
}

/** Said where a share would be of too few customers. */
export function tooFew(customers: number): LocalizedText {
  return {
    sv: `Data svarar inte på detta: ${whole(customers, "sv")} kunder är för få för att säga något; det krävs ${LEAST_CUSTOMERS}. Ni svarar.`,
    en: `The data do not answer this: ${whole(customers, "en")} customers are too few to tell; it takes ${LEAST_CUSTOMERS}. You answer.`,
  };
}
