import type { Locale, LocalizedText } from "@perennial/contract";
import type { TwinProfile, TwinTrait } from "./twin-profile.ts";

const NAMES: Readonly<Record<string, LocalizedText>> = {
  kind: { sv: "Person eller företag", en: "Person or company" },
  country: { sv: "Land", en: "Country" },
  locale: { sv: "Språk", en: "Language" },
  region: { sv: "Postnumrets två första siffror", en: "The postal code's first two digits" },
};
const VALUES: Readonly<Record<string, LocalizedText>> = {
  "kind:person": { sv: "person", en: "person" },
  "kind:company": { sv: "företag", en: "company" },
  true: { sv: "ja", en: "yes" },
  false: { sv: "nej", en: "no" },
};

/** What an attribute is called: a CRM's own by the CRM's name. */
export function twinAttributeName(name: string, locale: Locale): string {
  return NAMES[name]?.[locale] ?? name.replace(/^attributes\./, "");
}

/** What a value of an attribute is called. */
export function twinValueName({ name, value }: Pick<TwinTrait, "name" | "value">, locale: Locale) {
  return (VALUES[`${name}:${value}`] ?? VALUES[value])?.[locale] ?? value;
}

/** A reason as a sentence has it: Language: sv. */
export function twinReason(trait: Pick<TwinTrait, "name" | "value">, locale: Locale): string {
  return `${twinAttributeName(trait.name, locale)}: ${twinValueName(trait, locale)}`;
}

/** Why there is no profile. */
export function twinProfileRefusal({ refused, needed }: RefusedProfile): LocalizedText {
  return refused === "too-few-best"
    ? {
        sv: `De bästa är för få för att säga hur de skiljer sig: det krävs minst ${needed}.`,
        en: `The best are too few to say how they differ: it takes at least ${needed}.`,
      }
    : {
        sv: `De övriga kunderna är för få att jämföra med: det krävs minst ${needed}.`,
        en: `The other customers are too few to compare with: it takes at least ${needed}.`,
      };
}

type RefusedProfile = Extract<TwinProfile, { readonly refused: string }>;

/** Why an attribute was not used. */
export const TWIN_ATTRIBUTE_WORDS = {
  text: {
    sv: "ser ut som fri text, en adress eller ett personnummer",
    en: "looks like free text, an address or an identity number",
  },
  "many-values": {
    sv: "har för många olika värden",
    en: "has too many different values",
  },
  "few-known": {
    sv: "är ifylld för för få kunder",
    en: "is filled in for too few customers",
  },
} as const;
