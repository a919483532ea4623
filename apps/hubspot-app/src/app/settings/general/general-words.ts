import type { Language } from "perennial-hubspot-shared";

const SV = {
  notifyBy: (connection: string) => `Beskeden skickas genom anslutningen ${connection}.`,
  nobodyTold: "Ingen kan få besked",
  nobodyToldHelp:
    "Det finns ingen anslutning som skickar e-post och fungerar. Anslut en i Perennial, så skickas besked genom den.",
};

/** What the general tab says, by language. */
export const GENERAL_WORDS: Readonly<Record<Language, typeof SV>> = {
  sv: SV,
  en: {
    notifyBy: (connection) => `They are told through the connection ${connection}.`,
    nobodyTold: "Nobody can be told",
    nobodyToldHelp:
      "There is no connection that sends e-mail and works. Connect one in Perennial, and people are told through it.",
  },
};
