import type { Answer } from "perennial-hubspot-shared";
import type { FieldSchema } from "../form/field-schema.ts";

type Senders = Answer<"getTenantSettings">["senders"];

const TIME: FieldSchema = { type: "string" };
const WINDOWS: FieldSchema = {
  type: "array",
  items: {
    type: "object",
    required: ["from", "to"],
    properties: {
      from: { ...TIME, label: { sv: "Från", en: "From" }, default: "08:00" },
      to: { ...TIME, label: { sv: "Till", en: "To" }, default: "20:00" },
    },
  },
};

/** When sending is allowed on each sort of day. */
function week(sv: string, en: string): FieldSchema {
  return {
    type: "object",
    label: { sv, en },
    required: ["weekday", "saturday", "holiday"],
    properties: {
      weekday: { ...WINDOWS, label: { sv: "Vardagar", en: "Weekdays" } },
      saturday: { ...WINDOWS, label: { sv: "Lördagar", en: "Saturdays" } },
      holiday: { ...WINDOWS, label: { sv: "Sön- och helgdagar", en: "Sundays and holidays" } },
    },
  };
}

const QUIET_HOURS: FieldSchema = {
  type: "object",
  label: { sv: "Tider för utskick", en: "Hours for sending" },
  help: {
    sv: "Mottagarens lokala tid, skriven som 08:00. Alla andra tider är tysta: utskicket väntar.",
    en: "The recipient's local time, written as 08:00. All other hours are quiet: the message waits.",
  },
  required: ["marketing", "service", "statutory", "calls"],
  properties: {
    marketing: week("Marknadsföring", "Marketing"),
    service: week("Service", "Service"),
    statutory: week("Lagstadgat", "Statutory"),
    calls: week("Samtal", "Calls"),
  },
};

const WINDOW: FieldSchema = {
  label: { sv: "Räknas per", en: "Counted per" },
  anyOf: [
    {
      type: "object",
      required: ["calendar"],
      properties: {
        calendar: {
          ...{ type: "string", enum: ["day", "week", "month", "year"], default: "month" },
          label: { sv: "Kalenderperiod", en: "Calendar period" },
        },
      },
    },
    {
      type: "object",
      required: ["rolling"],
      properties: {
        rolling: {
          ...{ type: "string", default: "P7D" },
          label: { sv: "Löpande tid", en: "Rolling time" },
          help: {
            sv: "Som P7D för sju dagar eller P1M för en månad.",
            en: "Such as P7D for seven days or P1M for a month.",
          },
        },
      },
    },
  ],
};

const CAPS: FieldSchema = {
  type: "array",
  label: { sv: "Tak för utskick", en: "Caps on messages" },
  help: {
    sv: "Högst så många till samma person, över alla program.",
    en: "At most so many to the same person, over all programs.",
  },
  items: {
    type: "object",
    required: ["limit", "window", "classes"],
    properties: {
      limit: { type: "integer", minimum: 1, default: 2, label: { sv: "Högst", en: "At most" } },
      window: WINDOW,
      classes: {
        ...{ type: "array", items: { enum: ["marketing", "service"] }, default: ["marketing"] },
        label: { sv: "Gäller", en: "Applies to" },
      },
      channels: {
        ...{ type: "array", items: { enum: ["email", "sms", "phone", "post"] } },
        label: { sv: "Kanaler", en: "Channels" },
        help: { sv: "Tomt betyder alla tillsammans.", en: "Empty means all together." },
      },
      topic: {
        type: "string",
        label: { sv: "Ämne", en: "Topic" },
        help: { sv: "Tomt betyder alla.", en: "Empty means all." },
      },
    },
  },
};

const BUDGET: FieldSchema = {
  label: { sv: "Kontakter per år", en: "Contacts per year" },
  help: {
    sv: "Marknadsföring till en kund på tolv månader. Den som köper mer kontaktas mindre.",
    en: "Marketing to a customer in twelve months. Whoever buys more is contacted less.",
  },
  anyOf: [
    {
      type: "object",
      required: ["perYear", "lessPerPurchase", "atLeast"],
      properties: {
        perYear: {
          ...{ type: "integer", minimum: 0, default: 48 },
          label: { sv: "Högst på ett år", en: "At most in a year" },
        },
        lessPerPurchase: {
          ...{ type: "number", minimum: 0, default: 1 },
          label: { sv: "Färre för varje köp", en: "Fewer for each purchase" },
        },
        atLeast: {
          ...{ type: "integer", minimum: 0, default: 18 },
          label: { sv: "Men aldrig under", en: "But never below" },
        },
      },
    },
    { type: "null" },
  ],
};

const HOLIDAYS: FieldSchema = {
  type: "object",
  label: { sv: "Helgdagar", en: "Holidays" },
  required: ["country", "add", "remove"],
  properties: {
    country: {
      ...{ type: "string", enum: ["SE", "none"] },
      label: { sv: "Kalender", en: "Calendar" },
    },
    add: {
      type: "array",
      label: { sv: "Egna dagar", en: "Days of your own" },
      items: {
        type: "object",
        required: ["date", "name", "kind"],
        properties: {
          date: {
            type: "string",
            label: { sv: "Datum, som 2026-12-24", en: "Date, such as 2026-12-24" },
          },
          name: {
            type: "object",
            label: { sv: "Namn", en: "Name" },
            required: ["sv", "en"],
            properties: {
              sv: { type: "string", label: { sv: "På svenska", en: "In Swedish" } },
              en: { type: "string", label: { sv: "På engelska", en: "In English" } },
            },
          },
          kind: {
            ...{ type: "string", enum: ["public", "bank"], default: "public" },
            label: { sv: "Sort", en: "Sort" },
          },
        },
      },
    },
    remove: {
      ...{ type: "array", items: { type: "string" }, default: [] },
      label: { sv: "Vanliga dagar ändå", en: "Ordinary days all the same" },
      help: {
        sv: "Helgdagens namn, som epiphany, eller ett datum.",
        en: "The holiday's name, such as epiphany, or a date.",
      },
    },
  },
};

const SENDER_LABELS: Readonly<Record<string, NonNullable<FieldSchema["label"]>>> = {
  fromName: { sv: "Avsändarens namn", en: "Sender's name" },
  fromAddress: { sv: "Avsändarens e-postadress", en: "Sender's e-mail address" },
  replyTo: { sv: "Svar går till", en: "Replies go to" },
  sender: { sv: "Avsändare för sms", en: "Sender of text messages" },
};

/** The form of what holds for all messages, with a section for each connection that sends any. */
export function messagesSchema(senders: Senders): FieldSchema {
  const bySender = senders.map(({ connection, values }) => [
    connection,
    {
      type: "object",
      label: { sv: connection, en: connection },
      properties: Object.fromEntries(Object.keys(values).map((name) => [name, textOf(name)])),
    },
  ]);
  return {
    type: "object",
    properties: {
      senders: {
        ...{ type: "object", label: { sv: "Avsändare", en: "Senders" } },
        properties: Object.fromEntries(bySender),
      },
      quietHours: QUIET_HOURS,
      caps: CAPS,
      budget: BUDGET,
      holidays: HOLIDAYS,
    },
  };
}

function textOf(name: string): FieldSchema {
  return { type: "string", label: SENDER_LABELS[name] ?? { sv: name, en: name } };
}
