import type { Language } from "./language.ts";

const SV = {
  loading: "Hämtar …",
  retry: "Försök igen",
  cancel: "Avbryt",
  done: "Klart",
  failed: "Det gick inte",
  reference: (id: string) => `Ärendets id: ${id}`,
  noAddress: "Appen vet inte var Perennial finns. Kontakta den som har installerat den.",
  unreachable: "Perennial svarar inte just nu. Inget har ändrats. Försök igen om en stund.",
  notAllowed: "Du har inte rätt att göra det här. En administratör av anslutningen kan ge dig den.",
  notFound: "Det finns inte i Perennial.",
  conflict: "Det går inte just nu.",
  notRight: "Något är inte rätt ifyllt.",
  tooMany: "Det kom för många frågor på en gång. Vänta en minut och försök igen.",
  broken: "Något gick fel hos Perennial. Försök igen; hjälper det inte, kontakta oss.",
};

/** What all our pages say alike, by language. */
export const SHARED_WORDS: Readonly<Record<Language, typeof SV>> = {
  sv: SV,
  en: {
    loading: "Loading …",
    retry: "Try again",
    cancel: "Cancel",
    done: "Done",
    failed: "That did not work",
    reference: (id) => `Reference: ${id}`,
    noAddress: "The app does not know where Perennial is. Contact whoever installed it.",
    unreachable: "Perennial does not answer right now. Nothing was changed. Try again in a while.",
    notAllowed: "You may not do this. An administrator of the connection can let you.",
    notFound: "It does not exist in Perennial.",
    conflict: "That is not possible right now.",
    notRight: "Something is not filled in right.",
    tooMany: "There were too many requests at once. Wait a minute and try again.",
    broken: "Something went wrong at Perennial. Try again; if it does not help, contact us.",
  },
};
