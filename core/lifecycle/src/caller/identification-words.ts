import type { Locale, LocalizedText } from "@perennial/contract";
import { listPhrase } from "../policy/phrases.ts";

/** Why nobody is known who calls. */
export type NobodyKnown = "nothing-given" | "withheld" | "no-number" | "not-found";

const NOBODY: Readonly<Record<NobodyKnown, LocalizedText>> = {
  "nothing-given": {
    sv: "Varken nummer eller id är angivet. Fråga vem som ringer.",
    en: "Neither a number nor an id is given. Ask who is calling.",
  },
  withheld: {
    sv: "Numret är hemligt. Fråga vem som ringer.",
    en: "The number is withheld. Ask who is calling.",
  },
  "no-number": {
    sv: "Det som angavs är inget telefonnummer. Fråga vem som ringer.",
    en: "What was given is no phone number. Ask who is calling.",
  },
  "not-found": {
    sv: "Ingen kund är känd under det som angavs. Fråga vem som ringer.",
    en: "No customer is known by what was given. Ask who is calling.",
  },
};

/** The most names worth reading before asking. */
const MOST_NAMES = 5;

/** Who calls, or what to ask to know it, for the agent who answers. */
export function identificationWords(
  kind: "one" | "other-number" | "household" | "company" | "several" | "none",
  names: readonly string[],
  why: NobodyKnown = "not-found",
): LocalizedText {
  const [first = ""] = names;
  switch (kind) {
    case "none":
      return NOBODY[why];
    case "one":
      return { sv: `${first} ringer.`, en: `${first} is calling.` };
    case "other-number":
      return {
        sv: `Enligt det som knappades in är det ${first}, men numret tillhör någon annan. Kontrollera vem som ringer.`,
        en: `By what was entered it is ${first}, but the number belongs to somebody else. Check who is calling.`,
      };
    case "household":
      return {
        sv: `Numret tillhör ett hushåll: ${listed(names, "sv")}. Fråga vem som ringer.`,
        en: `The number belongs to a household: ${listed(names, "en")}. Ask who is calling.`,
      };
    case "company":
      return {
        sv: `Numret tillhör ett företag: ${listed(names, "sv")}. Fråga vem som ringer.`,
        en: `The number belongs to a company: ${listed(names, "en")}. Ask who is calling.`,
      };
    case "several":
      return {
        sv: `Flera kunder stämmer: ${listed(names, "sv")}. Fråga vem som ringer.`,
        en: `Several customers fit: ${listed(names, "en")}. Ask who is calling.`,
      };
  }
}

function listed(names: readonly string[], locale: Locale): string {
  const more = names.length - MOST_NAMES;
  if (more <= 0) return listPhrase(names, locale);
  const rest = locale === "sv" ? `${more} till` : `${more} more`;
  return listPhrase([...names.slice(0, MOST_NAMES), rest], locale);
}
