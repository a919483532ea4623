import type { Language } from "perennial-hubspot-shared";

const SV = {
  general: "Allmänt",
  noFields: "HubSpots egenskaper kan inte visas just nu. Skriv deras interna namn i stället.",
  examples: (values: string) => `Till exempel: ${values}.`,
  trial: "Så läses posterna",
  trialHelp: "Prova det som står ovan på några poster ur HubSpot. Inget sparas.",
  object: "Sort",
  try: "Prova",
  noSamples: "Det finns inga poster av den sorten i HubSpot.",
  inHubspot: "I HubSpot",
  becomes: "Blir hos oss",
  nothing: "Inget: posten läses inte in.",
  empty: "(tomt)",
};

/** What the mapping tab says, by language. */
export const MAPPING_WORDS: Readonly<Record<Language, typeof SV>> = {
  sv: SV,
  en: {
    general: "General",
    noFields: "HubSpot's properties cannot be shown right now. Write their internal names instead.",
    examples: (values) => `For example: ${values}.`,
    trial: "How records are read",
    trialHelp: "Try what is above on a few records of HubSpot's. Nothing is saved.",
    object: "Kind",
    try: "Try",
    noSamples: "There are no records of that kind in HubSpot.",
    inHubspot: "In HubSpot",
    becomes: "Becomes",
    nothing: "Nothing: the record is not taken in.",
    empty: "(empty)",
  },
};
