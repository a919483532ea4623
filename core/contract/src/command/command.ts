import { z } from "zod";
import { Consent } from "../record/consent.ts";
import { RecordId } from "../record/customer.ts";
import { AttributeValue, Channel, Instant, LocalDate, LocalTime, MessageClass } from "../scalar.ts";

const base = {
  /** The same in every attempt: what providers are given as the idempotency key. */
  id: z.string().min(1).max(100),
  customerId: RecordId,
};

/** A text message to a mobile phone. */
export const SendSms = z.strictObject({
  ...base,
  kind: z.literal("send-sms"),
  class: MessageClass,
  to: z.string(),
  text: z.string().min(1),
});
export type SendSms = z.infer<typeof SendSms>;

/** An e-mail, with a plain and, where it has one, a formatted body. */
export const SendEmail = z.strictObject({
  ...base,
  kind: z.literal("send-email"),
  class: MessageClass,
  to: z.string(),
  subject: z.string().min(1),
  text: z.string().min(1),
  html: z.string().optional(),
  /** Where one click ends marketing, for the List-Unsubscribe header (RFC 8058). */
  unsubscribeUrl: z.url().optional(),
  /** Whether the customer agreed to opens and clicks being noted. @default false */
  track: z.boolean().optional(),
});
export type SendEmail = z.infer<typeof SendEmail>;

/** When a customer was promised to be called: as it was said, and as moments (product.md 2, item 10). */
export const AgreedTime = z.strictObject({
  date: LocalDate,
  from: LocalTime,
  to: LocalTime,
  /** The IANA name of the zone by whose clock it was said. */
  zone: z.string().min(1).max(100),
  /** Nobody calls before this; it is within the time that was said and within the hours in which the company calls. */
  notBefore: Instant,
  /** When the time that was said is over; a call that was missed is still to be made until the entry's `expiresAt`. */
  dueBy: Instant,
});
export type AgreedTime = z.infer<typeof AgreedTime>;

/** An entry on the dialer's call list. Putting the same id again replaces the entry. */
export const PutCall = z.strictObject({
  ...base,
  kind: z.literal("put-call"),
  phone: z.string(),
  name: z.string(),
  agreementId: RecordId.optional(),
  /** Why we call, such as "no response to SMS at 2026-03-02 09:00". */
  reason: z.string(),
  /** What to offer and what to say (L-17). */
  offer: z.string().optional(),
  script: z.string().optional(),
  priority: z.int().min(0).max(100).default(50),
  /** The time that was promised to the customer. @default any time will do */
  agreed: AgreedTime.optional(),
  /** After this the call is of no use. */
  expiresAt: Instant.optional(),
});
export type PutCall = z.infer<typeof PutCall>;

/** Takes an entry off the call list, because the customer has answered meanwhile. */
export const WithdrawCall = z.strictObject({
  ...base,
  kind: z.literal("withdraw-call"),
  /** The id of the `put-call` command it undoes. */
  callId: z.string(),
  reason: z.string(),
});
export type WithdrawCall = z.infer<typeof WithdrawCall>;

/** A task for a person at the company, in the CRM. */
export const CreateTask = z.strictObject({
  ...base,
  kind: z.literal("create-task"),
  agreementId: RecordId.optional(),
  title: z.string().min(1),
  body: z.string(),
  dueAt: Instant.optional(),
  /** A role or a person, in the tenant's words. */
  assignee: z.string().optional(),
});
export type CreateTask = z.infer<typeof CreateTask>;

/** Sets fields of a record in the CRM to absolute values. */
export const UpdateRecord = z.strictObject({
  ...base,
  kind: z.literal("update-record"),
  object: z.enum(["customer", "agreement"]),
  recordId: RecordId,
  values: z.record(z.string(), AttributeValue),
});
export type UpdateRecord = z.infer<typeof UpdateRecord>;

/** A line on the customer's timeline in the CRM. */
export const AddNote = z.strictObject({
  ...base,
  kind: z.literal("add-note"),
  agreementId: RecordId.optional(),
  at: Instant,
  text: z.string().min(1),
  /** How it reached the customer, where it tells of a message or a call: some CRMs file these apart. */
  channel: Channel.optional(),
});
export type AddNote = z.infer<typeof AddNote>;

/** Tells the CRM of a permission that was given or withdrawn here (product.md, 11). */
export const UpdateConsent = z.strictObject({
  ...base,
  kind: z.literal("update-consent"),
  /** The address or number that it is about. */
  to: z.string(),
  channel: Channel,
  purpose: Consent.shape.purpose,
  topic: z.string().optional(),
  state: Consent.shape.state,
  at: Instant,
  source: z.string().min(1),
  legalBasis: Consent.shape.legalBasis,
});
export type UpdateConsent = z.infer<typeof UpdateConsent>;

/** What we ask of a connector. */
export const Command = z
  .discriminatedUnion("kind", [
    SendSms,
    SendEmail,
    PutCall,
    WithdrawCall,
    CreateTask,
    UpdateRecord,
    AddNote,
    UpdateConsent,
  ])
  .meta({ id: "Command" });
export type Command = z.infer<typeof Command>;
export type CommandKind = Command["kind"];

/** Every kind of command there is, for manifests. */
export const COMMAND_KINDS: readonly CommandKind[] = Command.options.map(
  (option) => option.shape.kind.value,
);

/**
 * Whether doing a command twice is the same as doing it once. Those that are may be repeated freely;
 * the rest go by the policy of their message class.
 */
export const IDEMPOTENT: Readonly<Record<CommandKind, boolean>> = {
  "send-sms": false,
  "send-email": false,
  "put-call": true,
  "withdraw-call": true,
  "create-task": true,
  "update-record": true,
  "add-note": true,
  "update-consent": true,
};
