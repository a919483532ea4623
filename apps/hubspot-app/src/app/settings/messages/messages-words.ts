import type { Language } from "perennial-hubspot-shared";

const SV = {
  noChannelTitle: "Ingen kanal är ansluten",
  noChannel: "Anslut e-post eller sms i Perennial, så kan du säga här vem de kommer från.",
};

/** What the messages tab says, by language. */
export const MESSAGES_WORDS: Readonly<Record<Language, typeof SV>> = {
  sv: SV,
  en: {
    noChannelTitle: "No channel is connected",
    noChannel: "Connect e-mail or text messages in Perennial to say here who they are from.",
  },
};
