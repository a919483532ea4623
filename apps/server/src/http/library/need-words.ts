import type { CommandKind, Locale, LocalizedText } from "@perennial/contract";

/** What a connection must be able to do for a program, and what to do where none can. */
export const COMMAND_NEEDS = {
  "send-email": {
    words: { sv: "En anslutning som skickar e-post", en: "A connection that sends e-mail" },
    lack: {
      sv: "Ingen anslutning kan skicka e-post. Anslut en e-posttjänst.",
      en: "No connection can send e-mail. Connect an e-mail service.",
    },
  },
  "send-sms": {
    words: { sv: "En anslutning som skickar sms", en: "A connection that sends text messages" },
    lack: {
      sv: "Ingen anslutning kan skicka sms. Anslut en sms-tjänst.",
      en: "No connection can send text messages. Connect a text message service.",
    },
  },
  "put-call": {
    words: { sv: "En ringlista", en: "A call list" },
    lack: {
      sv: "Ingen ansluten ringlista. Samtalen visas då bara i Perennials egen lista.",
      en: "No call list is connected. Calls then appear in Perennial's own list alone.",
    },
  },
  "create-task": {
    words: {
      sv: "En anslutning som tar emot uppgifter till personalen",
      en: "A connection that takes tasks for staff",
    },
    lack: {
      sv: "Ingen anslutning kan ta emot uppgifter. Anslut ert CRM.",
      en: "No connection can take tasks. Connect your CRM.",
    },
  },
  "update-record": {
    words: {
      sv: "En anslutning där uppgifter om kunden kan ändras",
      en: "A connection where the customer's record can be changed",
    },
    lack: {
      sv: "Ingen anslutning kan ändra uppgifter om kunden. Anslut ert CRM.",
      en: "No connection can change the customer's record. Connect your CRM.",
    },
  },
} as const satisfies Partial<
  Record<CommandKind, { readonly words: LocalizedText; readonly lack: LocalizedText }>
>;

const CHANNELS: Readonly<Record<string, LocalizedText>> = {
  email: { sv: "e-post", en: "e-mail" },
  sms: { sv: "sms", en: "text message" },
  phone: { sv: "telefon", en: "telephone" },
};

/** What a channel is called. */
export function channelWords(channel: string, locale: Locale): string {
  return CHANNELS[channel]?.[locale] ?? channel;
}

/** The parts of a plan that programs ask about. */
export const PLAN_NEEDS = {
  tiers: {
    words: { sv: "Nivåer i lojalitetsprogrammet", en: "Tiers of the loyalty program" },
    lack: {
      sv: "Det finns inga nivåer. Lägg upp dem under Lojalitet.",
      en: "There are no tiers. Set them up under Loyalty.",
    },
  },
  phases: {
    words: { sv: "Faser i kundrelationen", en: "Phases of the relationship" },
    lack: {
      sv: "Det finns inga faser. Lägg upp dem i lojalitetsplanen.",
      en: "There are no phases. Set them up in the loyalty plan.",
    },
  },
  flows: {
    words: { sv: "Kundflöden", en: "Customer flows" },
    lack: {
      sv: "Kundflöden räknas inte. Slå på dem i lojalitetsplanen.",
      en: "Customer flows are not computed. Switch them on in the loyalty plan.",
    },
  },
  valueClasses: {
    words: { sv: "Värdeklasser", en: "Value classes" },
    lack: {
      sv: "Kunderna delas inte in i värdeklasser. Slå på det i lojalitetsplanen.",
      en: "Customers are not divided into value classes. Switch that on in the loyalty plan.",
    },
  },
} as const satisfies Readonly<
  Record<string, { readonly words: LocalizedText; readonly lack: LocalizedText }>
>;
export type PlanPart = keyof typeof PLAN_NEEDS;
