import type { Language } from "perennial-hubspot-shared";

const SV = {
  emptyTitle: "Här kommer dina program",
  empty: "Ett program är till exempel påminnelser om förlängning. Lägg upp det första i Perennial.",
  running: (count: number) => `${count} pågår`,
  ended: (count: number) => `${count} avslutade`,
  version: (number: number) => `Version ${number}`,
  activate: "Slå på",
  pause: "Pausa",
  activateTitle: (name: string) => `Slå på ${name}?`,
  today: (count: number) => `${count} skulle gå in i dag.`,
  eligible: (count: number) => `${count} uppfyller villkoren, vilken dag det än är.`,
  activateHelp: "Inget skickas förrän du har slagit på programmet.",
  activateDone: (name: string) => `${name} är på.`,
  pauseDone: (name: string) => `${name} är pausat. Inget mer skickas förrän det slås på igen.`,
  states: {
    draft: "Utkast",
    approved: "Godkänt",
    active: "På",
    paused: "Pausat",
    finishing: "Avslutas",
    archived: "Arkiverat",
  },
};

/** What the programs tab says, by language. */
export const PROGRAMS_WORDS: Readonly<Record<Language, typeof SV>> = {
  sv: SV,
  en: {
    emptyTitle: "Your programs come here",
    empty: "A program is, for example, reminders of renewal. Put up the first one in Perennial.",
    running: (count) => `${count} under way`,
    ended: (count) => `${count} ended`,
    version: (number) => `Version ${number}`,
    activate: "Turn on",
    pause: "Pause",
    activateTitle: (name) => `Turn on ${name}?`,
    today: (count) => `${count} would enter today.`,
    eligible: (count) => `${count} satisfy the conditions, whatever the day.`,
    activateHelp: "Nothing is sent until you have turned the program on.",
    activateDone: (name) => `${name} is on.`,
    pauseDone: (name) => `${name} is paused. Nothing more is sent until it is turned on again.`,
    states: {
      draft: "Draft",
      approved: "Approved",
      active: "On",
      paused: "Paused",
      finishing: "Finishing",
      archived: "Archived",
    },
  },
};

/** What people call the state of a program; one without words is shown as it is. */
export function stateWord(state: string, language: Language): string {
  const states: Readonly<Record<string, string>> = PROGRAMS_WORDS[language].states;
  return states[state] ?? state;
}
