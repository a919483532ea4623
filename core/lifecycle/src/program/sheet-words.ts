import type { Locale, LocalizedText, MessageClass } from "@perennial/contract";
import { joinWords } from "../condition/language.ts";

/** The headings and words of a process sheet. */
export const SHEET_WORDS = {
  sv: {
    process: "Process",
    updated: "Uppdaterad",
    objective: "Syfte",
    target: "Mål",
    targetGroup: "Målgrupp",
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

const SIGNALS: Readonly<Record<string, LocalizedText>> = {
  "agreement.ordered": { sv: "kunden beställer", en: "the customer orders" },
  "agreement.accepted": {
    sv: "kunden godkänner skriftligt",
    en: "the customer accepts in writing",
  },
  "agreement.signed": { sv: "avtalet blir undertecknat", en: "the agreement is signed" },
  "agreement.cancelled": { sv: "avtalet sägs upp", en: "the agreement is cancelled" },
  "agreement.end-moved": {
    sv: "avtalets slutdag flyttas",
    en: "the agreement's last day is moved",
  },
  "message.delivered": { sv: "meddelandet kommer fram", en: "the message arrives" },
  "message.failed": { sv: "meddelandet inte kommer fram", en: "the message does not arrive" },
  "message.opened": { sv: "kunden öppnar meddelandet", en: "the customer opens the message" },
  "message.clicked": { sv: "kunden klickar på en länk", en: "the customer clicks a link" },
  "message.complained": {
    sv: "kunden anmäler meddelandet som skräppost",
    en: "the customer reports the message as spam",
  },
  "message.replied": { sv: "kunden svarar", en: "the customer answers" },
  "call.finished": { sv: "samtalet är avslutat", en: "the call is over" },
  "purchase.made": { sv: "kunden köper", en: "the customer makes a purchase" },
  "consent.changed": { sv: "kundens samtycke ändras", en: "the customer's consent changes" },
  "customer.deleted": { sv: "kunden tas bort ur CRM", en: "the customer is removed from the CRM" },
  "program.requested": { sv: "någon startar programmet", en: "someone starts the program" },
};

/** A signal in words that follow "when"; a type without words is shown as it is. */
export function signalWords(type: string, locale: Locale): string {
  return Object.hasOwn(SIGNALS, type) ? (SIGNALS[type]?.[locale] ?? type) : `\`${type}\``;
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
