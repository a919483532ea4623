import type { Language } from "perennial-hubspot-shared";

const contacts = (count: number) => `${count} ${count === 1 ? "kontakt" : "kontakter"}`;
const inEnglish = (count: number) => `${count} ${count === 1 ? "contact" : "contacts"}`;

const SV = {
  selected: (count: number) => `${contacts(count)} är valda.`,
  noneTitle: "Inga kontakter är valda",
  none: "Markera kontakter i listan och öppna åtgärden igen.",
  noProgramsTitle: "Inget program är på",
  noPrograms: "Slå på ett program i Perennials inställningar och kom tillbaka.",
  program: "Program",
  chooseProgram: "Välj ett program.",
  help: "Programmet börjar på en gång. Reglerna för kontakt gäller som vanligt, och den som redan är med tas inte in igen.",
  enrol: (count: number) => `Lägg in ${contacts(count)}`,
  retry: "Försök igen med de misslyckade",
  underWay: "Läggs in",
  progress: (done: number, all: number) => `${done} av ${all} klara`,
  finished: (count: number) => `${contacts(count)} togs in.`,
  entered: "Togs in",
  refused: "Togs inte in",
  failed: "Misslyckades",
  contact: "Kontakt",
  result: "Resultat",
  reason: "Orsak",
  noAgreement: "Kunden har inget avtal som gäller.",
  another: "Välj ett annat program",
};

/** What the bulk action says, by language. */
export const ENROL_WORDS: Readonly<Record<Language, typeof SV>> = {
  sv: SV,
  en: {
    selected: (count) => `${inEnglish(count)} selected.`,
    noneTitle: "No contacts are selected",
    none: "Tick contacts in the list and open the action again.",
    noProgramsTitle: "No program is on",
    noPrograms: "Turn a program on in Perennial's settings and come back.",
    program: "Program",
    chooseProgram: "Choose a program.",
    help: "The program begins at once. The rules for contact apply as usual, and who is in it already is not let in again.",
    enrol: (count) => `Enrol ${inEnglish(count)}`,
    retry: "Try again with those that failed",
    underWay: "Enrolling",
    progress: (done, all) => `${done} of ${all} done`,
    finished: (count) => `${inEnglish(count)} let in.`,
    entered: "Let in",
    refused: "Not let in",
    failed: "Failed",
    contact: "Contact",
    result: "Result",
    reason: "Reason",
    noAgreement: "The customer has no agreement in force.",
    another: "Choose another program",
  },
};
