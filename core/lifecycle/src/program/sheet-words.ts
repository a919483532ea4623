import type { Locale, LocalizedText, MessageClass } from "@perennial/contract";
import { joinWords } from "../condition/language.ts";
import { SIGNAL_CLAUSES } from "./signal-clauses.ts";

/** The headings and words of a process sheet. */
export const SHEET_WORDS = {
  sv: {
    process: "Process",
    updated: "Uppdaterad",
    objective: "Syfte",
    target: "Mål",
    targetGroup: "Målgrupp",
    family: "Processfamilj",
    strengthens: "Förstärker flödet",
    reduces: "Minskar flödet",
    measured: "Mäts genom",
    responsible: "Ansvarig",
    doneBy: "Utförs av",
    rulePack: "Regelverk",
    holdout: "Kontrollgrupp",
    starts: "Startar",
    ends: "Avslutas",
    anywhere: "Oavsett steg",
    steps: "Steg",
    dialogs: "Dialoger",
    dialog: "Dialog",
    links: "Se process",
    settings: "Inställningar",
    trigger: "Utlöses av",
    when: "När",
    communication: "Kommunikation",
    step: "steg",
    if: "Om",
    whenSignal: "När",
    and: "och",
    otherwise: "Annars",
    unsent: "Om det inte kan skickas",
    noCapacity: "Om ingen hinner ringa innan avtalet löper ut",
    next: "Sedan",
    goTo: "till",
    end: "slut",
    goal: "Målet nås",
    inStages: "i läget",
    after: "efter",
    isLate: "Om dagen har passerat",
  },
  en: {
    process: "Process",
    updated: "Updated",
    objective: "Objective",
    target: "Target",
    targetGroup: "Target group",
    family: "Process family",
    strengthens: "Strengthens the flow",
    reduces: "Reduces the flow",
    measured: "Measured by",
    responsible: "Responsible",
    doneBy: "Done by",
    rulePack: "Rule pack",
    holdout: "Holdout",
    starts: "Starts",
    ends: "Ends",
    anywhere: "At any step",
    steps: "Steps",
    dialogs: "Dialogs",
    dialog: "Dialog",
    links: "See process",
    settings: "Settings",
    trigger: "Trigger",
    when: "When",
    communication: "Communication",
    step: "step",
    if: "If",
    whenSignal: "When",
    and: "and",
    otherwise: "Otherwise",
    unsent: "If it cannot be sent",
    noCapacity: "If nobody has time to call before the agreement ends",
    next: "Then",
    goTo: "to",
    end: "the end",
    goal: "The goal is met",
    inStages: "in the stage",
    after: "after",
    isLate: "If the day has passed",
  },
} as const satisfies Record<Locale, Record<string, string>>;
export type SheetWords = (typeof SHEET_WORDS)[Locale];

/** What a class of message is called. */
export const CLASS_WORDS: Readonly<Record<MessageClass, LocalizedText>> = {
  statutory: { sv: "lagstadgad information", en: "statutory notice" },
  service: { sv: "servicemeddelande", en: "service message" },
  marketing: { sv: "marknadsföring", en: "marketing" },
};

/** A signal in words that follow "when"; a type without words is shown as it is. */
export function signalWords(type: string, locale: Locale): string {
  return Object.hasOwn(SIGNAL_CLAUSES, type)
    ? (SIGNAL_CLAUSES[type]?.[locale] ?? type)
    : `\`${type}\``;
}

type Unit = readonly [one: string, several: string];

const UNITS: Readonly<Record<Locale, Readonly<Record<string, Unit>>>> = {
  sv: {
    Y: ["år", "år"],
    M: ["månad", "månader"],
    W: ["vecka", "veckor"],
    D: ["dag", "dagar"],
    TH: ["timme", "timmar"],
    TM: ["minut", "minuter"],
  },
  en: {
    Y: ["year", "years"],
    M: ["month", "months"],
    W: ["week", "weeks"],
    D: ["day", "days"],
    TH: ["hour", "hours"],
    TM: ["minute", "minutes"],
  },
};

/** A duration in words, hours and minutes too: "1 dag och 12 timmar". */
export function lengthWords(duration: string, locale: Locale): string {
  const [date = "", time = ""] = duration.split("T");
  const counted = [
    ...[...date.matchAll(/(\d+)([YMWD])/g)].map(([, count, unit]) => ({
      count: Number(count),
      unit,
    })),
    ...[...time.matchAll(/(\d+)([HM])/g)].map(([, count, unit]) => ({
      count: Number(count),
      unit: `T${unit}`,
    })),
  ].filter(({ count }) => count > 0);
  const words = (counted.length > 0 ? counted : [{ count: 0, unit: "D" }]).map(
    ({ count, unit }) => {
      const [one, several] = UNITS[locale][unit ?? "D"] ?? ["", ""];
      return `${count} ${count === 1 ? one : several}`;
    },
  );
  return joinWords(words, SHEET_WORDS[locale].and);
}
