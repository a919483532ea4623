import type { Locale } from "@perennial/contract";

/** Why no value is given: the data do not carry it. Numbers beside the reason say how far they are from it. */
export type ValueRefusal =
  | { readonly refused: "too-few-customers"; readonly have: number; readonly need: number }
  | { readonly refused: "too-few-repeat-buyers"; readonly have: number; readonly need: number }
  | { readonly refused: "span-too-short"; readonly haveWeeks: number; readonly needWeeks: number }
  | { readonly refused: "too-few-periods"; readonly have: number; readonly need: number }
  | { readonly refused: "nobody-lost" }
  | { readonly refused: "everybody-lost" }
  | {
      readonly refused: "frequency-and-value-correlated";
      readonly correlation: number;
      readonly limit: number;
    }
  | { readonly refused: "no-finite-average" }
  | { readonly refused: "not-converged"; readonly starts: number; readonly agreeing: number }
  | { readonly refused: "not-identified" };

/** Whether an answer is a refusal. */
export function isRefusal<Answer extends object>(
  answer: Answer | ValueRefusal,
): answer is ValueRefusal {
  return "refused" in answer;
}

/** A refusal in words a reader of reports understands. */
export function refusalSentence(refusal: ValueRefusal, locale: Locale): string {
  return locale === "sv" ? inSwedish(refusal) : inEnglish(refusal);
}

const decimals = (value: number, locale: string) =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);

function inSwedish(refusal: ValueRefusal): string {
  switch (refusal.refused) {
    case "too-few-customers":
      return `För få kunder för en säker beräkning: ${refusal.have}, och det behövs ${refusal.need}.`;
    case "too-few-repeat-buyers":
      return `För få kunder har handlat mer än en gång: ${refusal.have}, och det behövs ${refusal.need}.`;
    case "span-too-short":
      return `Köpen täcker för kort tid: ${decimals(refusal.haveWeeks, "sv-SE")} veckor, och det behövs ${refusal.needWeeks}.`;
    case "too-few-periods":
      return `Avtalen har följts för få hela perioder: ${refusal.have}, och det behövs ${refusal.need}.`;
    case "nobody-lost":
      return "Ingen kund har lämnat, så uppgifterna säger inget om hur länge kunder stannar.";
    case "everybody-lost":
      return "Ingen kund har förnyat, så uppgifterna säger inget om hur länge kunder stannar.";
    case "frequency-and-value-correlated":
      return `Hur ofta kunderna handlar hänger ihop med hur mycket de handlar för (korrelation ${decimals(refusal.correlation, "sv-SE")}, högst ${decimals(refusal.limit, "sv-SE")}), så det genomsnittliga köpet kan inte skattas för sig.`;
    case "no-finite-average":
      return "Några få mycket stora köp väger så tungt att det genomsnittliga köpet inte kan skattas.";
    case "not-converged":
      return `Beräkningen hittade inget säkert svar: ${refusal.agreeing} av ${refusal.starts} försök kom fram till samma.`;
    case "not-identified":
      return "Uppgifterna räcker inte för ett bestämt svar: flera olika förklaringar passar dem lika bra.";
  }
}

function inEnglish(refusal: ValueRefusal): string {
  switch (refusal.refused) {
    case "too-few-customers":
      return `Too few customers for a sound answer: ${refusal.have}, and ${refusal.need} are needed.`;
    case "too-few-repeat-buyers":
      return `Too few customers have bought more than once: ${refusal.have}, and ${refusal.need} are needed.`;
    case "span-too-short":
      return `The purchases cover too short a time: ${decimals(refusal.haveWeeks, "en-GB")} weeks, and ${refusal.needWeeks} are needed.`;
    case "too-few-periods":
      return `The agreements have been followed for too few whole periods: ${refusal.have}, and ${refusal.need} are needed.`;
    case "nobody-lost":
      return "No customer has left, so the data do not say how long customers stay.";
    case "everybody-lost":
      return "No customer has renewed, so the data do not say how long customers stay.";
    case "frequency-and-value-correlated":
      return `How often customers buy goes with how much they buy for (correlation ${decimals(refusal.correlation, "en-GB")}, at most ${decimals(refusal.limit, "en-GB")}), so the average purchase cannot be estimated on its own.`;
    case "no-finite-average":
      return "A few very large purchases weigh so heavily that the average purchase cannot be estimated.";
    case "not-converged":
      return `The calculation found no certain answer: ${refusal.agreeing} of ${refusal.starts} attempts agreed.`;
    case "not-identified":
      return "The data do not settle the answer: several explanations fit them equally well.";
  }
}
