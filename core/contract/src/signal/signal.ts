import { z } from "zod";
import { Agreement } from "../record/agreement.ts";
import { Consent } from "../record/consent.ts";
import { Customer, RecordId } from "../record/customer.ts";
import { Interaction } from "../record/interaction.ts";
import { Purchase } from "../record/purchase.ts";
import { Channel, Instant, LocalDate } from "../scalar.ts";
import { CallEndedSignal, CallSignal, CallStartedSignal } from "./call-signal.ts";
import { RelationSignal } from "./relation-signal.ts";
import { StandingSignal } from "./standing-signal.ts";

const base = {
  /** Stable over repeats: the same happening told twice has the same id and acts once. */
  id: z.string().min(1).max(300),
  /** When it happened, by the clock of the system that tells it. */
  at: Instant,
};

/** Record signals say what a record looks like now; what it means is derived from the change. */
export const RecordSignal = z.discriminatedUnion("type", [
  z.strictObject({ ...base, type: z.literal("customer.changed"), customer: Customer }),
  z.strictObject({ ...base, type: z.literal("customer.deleted"), customerId: RecordId }),
  /** Two records were one and the same person; what is known of `customerId` now belongs to `into`. */
  z.strictObject({
    ...base,
    type: z.literal("customer.merged"),
    customerId: RecordId,
    into: RecordId,
  }),
  /** The person asked to be forgotten (GDPR, 17): every copy of ours goes, and no message is ever sent again. */
  z.strictObject({ ...base, type: z.literal("customer.erased"), customerId: RecordId }),
  z.strictObject({ ...base, type: z.literal("agreement.changed"), agreement: Agreement }),
  z.strictObject({ ...base, type: z.literal("purchase.made"), purchase: Purchase }),
  z.strictObject({ ...base, type: z.literal("consent.changed"), consent: Consent }),
  z.strictObject({ ...base, type: z.literal("interaction.happened"), interaction: Interaction }),
]);
export type RecordSignal = z.infer<typeof RecordSignal>;

const aboutAgreement = { ...base, customerId: RecordId, agreementId: RecordId };

/** What can be told of an agreement. Derived from its record, so a connector need not send them. */
export const AgreementSignal = z.discriminatedUnion("type", [
  z.strictObject({
    ...aboutAgreement,
    type: z.literal("agreement.ordered"),
    renewalOf: RecordId.optional(),
    channel: z.string().optional(),
  }),
  z.strictObject({
    ...aboutAgreement,
    type: z.literal("agreement.accepted"),
    renewalOf: RecordId.optional(),
  }),
  z.strictObject({
    ...aboutAgreement,
    type: z.literal("agreement.signed"),
    renewalOf: RecordId.optional(),
  }),
  z.strictObject({
    ...aboutAgreement,
    type: z.literal("agreement.cancelled"),
    renewalOf: RecordId.optional(),
  }),
  z.strictObject({
    ...aboutAgreement,
    type: z.literal("agreement.end-moved"),
    from: LocalDate.optional(),
    to: LocalDate.optional(),
  }),
]);
export type AgreementSignal = z.infer<typeof AgreementSignal>;

/** What became of a message after a provider took it. `commandId` is the id of our command. */
export const MessageSignal = z.discriminatedUnion("type", [
  z.strictObject({ ...base, type: z.literal("message.delivered"), commandId: z.string() }),
  z.strictObject({
    ...base,
    type: z.literal("message.failed"),
    commandId: z.string(),
    /** The other side's code and words. */
    reason: z.string(),
    /** Whether no message will ever arrive at that address; a full mailbox is not so. */
    permanent: z.boolean().optional(),
  }),
  z.strictObject({ ...base, type: z.literal("message.opened"), commandId: z.string() }),
  z.strictObject({ ...base, type: z.literal("message.clicked"), commandId: z.string() }),
  /** The receiver told its provider that the message is spam (RFC 5965); ends marketing on that channel. */
  z.strictObject({
    ...base,
    type: z.literal("message.complained"),
    commandId: z.string(),
    channel: Channel,
    /** How the provider names the complaint, such as `abuse`. */
    feedback: z.string(),
  }),
  z.strictObject({
    ...base,
    type: z.literal("message.replied"),
    channel: Channel,
    /** The address the answer came from; who that is, the mirror knows. */
    from: z.string(),
    text: z.string(),
  }),
]);
export type MessageSignal = z.infer<typeof MessageSignal>;

/** Someone asks for a program to start for a customer: an agent, another program, an API client. */
export const ProgramSignal = z.strictObject({
  ...base,
  type: z.literal("program.requested"),
  program: z.string(),
  customerId: RecordId,
  agreementId: RecordId.optional(),
  /** Who asks, for the log. */
  by: z.string(),
});
export type ProgramSignal = z.infer<typeof ProgramSignal>;

/** Someone asks for a customer to be taken out of a program, by whatever enrolment it is in it. */
export const ProgramStopSignal = z.strictObject({
  ...base,
  type: z.literal("program.stop-requested"),
  program: z.string(),
  customerId: RecordId,
  /** Who asks, for the log. */
  by: z.string(),
});
export type ProgramStopSignal = z.infer<typeof ProgramStopSignal>;

/** What a connector tells us. */
export const Signal = z.discriminatedUnion("type", [
  ...RecordSignal.options,
  ...AgreementSignal.options,
  ...MessageSignal.options,
  CallStartedSignal,
  CallEndedSignal,
  CallSignal,
  ProgramSignal,
  ProgramStopSignal,
  ...RelationSignal.options,
  ...StandingSignal.options,
]);
export type Signal = z.infer<typeof Signal>;
export type SignalType = Signal["type"];

/** Every signal type there is, for schemas and checkers. */
export const SIGNAL_TYPES: readonly SignalType[] = Signal.options.map(
  (option) => option.shape.type.value,
);
