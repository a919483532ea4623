import { z } from "zod";
import { RecordId } from "../record/customer.ts";
import { AttributeValue, Channel, Instant, LocalDate, type LocalizedText } from "../scalar.ts";

const ofProgram = {
  customerId: RecordId,
  program: z.string(),
  enrolmentId: z.int().nullable(),
};
const ofStep = { ...ofProgram, step: z.string().nullable() };
/** The code that GET /v1/decisions gives with a sentence. */
const reason = z.string().nullable();

/** A type of event that a subscriber can ask for. */
export interface EventDescription {
  /** When it is sent, in words a person reads who chooses what to subscribe to. */
  readonly title: LocalizedText;
  /** What its `data` holds: ids and codes, never an address or the words of a message. */
  readonly data: z.ZodType;
}

/**
 * Everything we tell the outside of our own accord. A type's name ends in its version: a change that could break
 * a subscriber makes a new type beside the old one (crm/webhooks.md, 9.6).
 */
export const EVENT_CATALOGUE = {
  "ping.v1": {
    title: { sv: "Ett prov som någon bad om", en: "A test that somebody asked for" },
    data: z.strictObject({ endpoint: z.string() }),
  },
  "program.entered.v1": {
    title: { sv: "En kund kom in i ett program", en: "A customer entered a program" },
    data: z.strictObject({ ...ofProgram, reason }),
  },
  "program.goal_met.v1": {
    title: { sv: "Ett programs mål är nått", en: "A program's goal is met" },
    data: z.strictObject({ ...ofProgram, reason }),
  },
  "program.ended.v1": {
    title: { sv: "En kund lämnade ett program", en: "A customer left a program" },
    data: z.strictObject({ ...ofStep, reason }),
  },
  "program.evaluated.v1": {
    title: {
      sv: "Ett program har jämförts med sina mål",
      en: "A program was compared with its targets",
    },
    /** How many targets were met, were missed, or had nothing to be measured by. */
    data: z.strictObject({
      ...{ program: z.string(), dueOn: LocalDate },
      ...{ met: z.int(), missed: z.int(), unknown: z.int() },
    }),
  },
  "message.sent.v1": {
    title: { sv: "Ett meddelande har skickats", en: "A message was sent" },
    data: z.strictObject({ ...ofStep, channel: Channel, messageId: z.string().nullable() }),
  },
  "message.skipped.v1": {
    title: { sv: "Ett meddelande skickades inte", en: "A message was not sent" },
    data: z.strictObject({ ...ofStep, reason }),
  },
  "message.failed.v1": {
    title: { sv: "Ett meddelande kom inte fram", en: "A message did not arrive" },
    data: z.strictObject({ ...ofStep, reason }),
  },
  "call.requested.v1": {
    title: { sv: "En kund ska ringas upp", en: "A customer is to be called" },
    data: z.strictObject(ofStep),
  },
  "task.requested.v1": {
    title: { sv: "En uppgift för en medarbetare", en: "A task for a member of staff" },
    data: z.strictObject({ ...ofStep, assignee: z.string().nullable() }),
  },
  "consent.changed.v1": {
    title: { sv: "Ett samtycke gavs eller drogs tillbaka", en: "A consent was given or withdrawn" },
    data: z.strictObject({
      ...{ customerId: RecordId, channel: Channel, purpose: z.string(), topic: z.string() },
      ...{ state: z.string(), source: z.string() },
    }),
  },
  "connection.paused.v1": {
    title: { sv: "En anslutning står still", en: "A connection stands still" },
    data: z.strictObject({ connection: z.string(), problem: z.string() }),
  },
  "endpoint.disabled.v1": {
    title: { sv: "En mottagare har stängts av", en: "An endpoint was switched off" },
    data: z.strictObject({ endpoint: z.string(), problem: z.string() }),
  },
} as const satisfies Readonly<Record<string, EventDescription>>;

/** A type of the catalogue. */
export type EventType = keyof typeof EVENT_CATALOGUE;

/** The types of the catalogue, for schemas and forms. */
export const EVENT_TYPES = Object.keys(EVENT_CATALOGUE) as readonly EventType[];

/** What a `webhook` step of a program tells: its type and data are the program's own. */
export const ProgramEventData = z.record(z.string(), AttributeValue);

/** How an event is written to its subscribers, in the form of Standard Webhooks 1.0.0. */
export const EventMessage = z.strictObject({
  /** The same in every attempt: what a subscriber recognises a repeat by. */
  id: z.string(),
  /** A type of the catalogue, or one that a program of the tenant's made up. */
  type: z.string().regex(/^[a-z0-9_.]+$/),
  /** When it happened. */
  timestamp: Instant,
  /** Whom it is about; null for what is about no customer. */
  customerId: RecordId.nullable(),
  /** Grows from event to event of one tenant: of two about a customer the larger is the newer. */
  sequence: z.int().positive(),
  data: ProgramEventData,
});
export type EventMessage = z.infer<typeof EventMessage>;
