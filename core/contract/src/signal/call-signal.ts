import { z } from "zod";
import { RecordId } from "../record/customer.ts";
import { Instant, LocalDate, LocalTime, MinorAmount } from "../scalar.ts";

const base = { id: z.string().min(1).max(300), at: Instant };

/** How a call ended. */
export const CALL_OUTCOMES = [
  "reached",
  "not-reached",
  "renewed",
  "declined",
  "do-not-call",
  "wrong-number",
] as const;

/** What came of a self-service before a call: the customer finished, it failed, or the customer gave up (L-09). */
export const SELF_SERVICE_OUTCOMES = ["done", "failed", "left"] as const;

/** The telephone system's own id of a call, the same in all that is told of it. */
const callId = z.string().min(1).max(200);

/** What a telephone system knows of a call; what it does not is left out. */
const ofTheCall = {
  callId,
  customerId: RecordId.optional(),
  /** The other side's number in any form: who that is, the mirror knows. */
  phone: z.string().max(100).optional(),
  direction: z.enum(["in", "out"]).optional(),
  team: z.string().min(1).max(100).optional(),
  agent: z.string().min(1).max(200).optional(),
  startedAt: Instant.optional(),
  answeredAt: Instant.optional(),
  /** Why the customer calls: an id among the tenant's errands (L-08). */
  errand: z.string().min(1).max(100).optional(),
  /** How often the caller has been handed over (L-22). */
  transfers: z.int().nonnegative().optional(),
};

/** A call is on: programs of its customer wait until it is over. Told again, it adds what was not known. */
export const CallStartedSignal = z.strictObject({
  ...base,
  ...ofTheCall,
  type: z.literal("call.started"),
  /** The self-service used last before it (L-09). */
  selfService: z
    .strictObject({
      service: z.string().min(1).max(100),
      at: Instant,
      outcome: z.enum(SELF_SERVICE_OUTCOMES),
    })
    .optional(),
});
export type CallStartedSignal = z.infer<typeof CallStartedSignal>;

/** A telephone system says that a call is over; what came of it is told by `call.finished`. */
export const CallEndedSignal = z.strictObject({
  ...base,
  ...ofTheCall,
  type: z.literal("call.ended"),
  endedAt: Instant,
});
export type CallEndedSignal = z.infer<typeof CallEndedSignal>;

/** A call back that was agreed in a call: a day, and a span of it in the tenant's zone. */
export const AgreedCall = z
  .strictObject({
    date: LocalDate,
    /** @default "09:00" */
    from: LocalTime.default("09:00"),
    /** @default "17:00" */
    to: LocalTime.default("17:00"),
    /** What the call is to be about, in the agent's words. */
    about: z.string().min(1).max(2_000),
    /** The number the customer wants to be called at. @default the one on the record */
    phone: z.string().max(100).optional(),
  })
  .refine(({ from, to }) => from < to, { error: "the time it ends must be after it begins" });
export type AgreedCall = z.infer<typeof AgreedCall>;

/** What could be sold to a customer, as an agent noted it in a call (L-20). */
export const CallOpportunity = z.strictObject({
  name: z.string().min(1).max(500),
  /** The id of the offer it is about. */
  offer: z.string().max(200).optional(),
  amount: MinorAmount.optional(),
  /** Whether it was sold in the call. @default false */
  sold: z.boolean().default(false),
});
export type CallOpportunity = z.infer<typeof CallOpportunity>;

/** An agent says what came of a call, from the call list or any other. It is over then. */
export const CallSignal = z.strictObject({
  ...base,
  type: z.literal("call.finished"),
  /** The command that put it on the list, where it was one of ours. */
  commandId: z.string().optional(),
  customerId: RecordId,
  outcome: z.enum(CALL_OUTCOMES),
  /** When the call was over: a written acceptance counts only after it (product.md, 3.3). */
  endedAt: Instant,
  agent: z.string().optional(),
  note: z.string().optional(),
  callId: callId.optional(),
  agreementId: RecordId.optional(),
  /** Who began it. @default out */
  direction: z.enum(["in", "out"]).optional(),
  errand: z.string().min(1).max(100).optional(),
  /** To whom the customer was handed over, with what they have to know (L-22). */
  transfer: z
    .strictObject({ to: z.string().min(1).max(200), text: z.string().min(1).max(10_000) })
    .optional(),
  /** A call back that was agreed (product.md 2, item 10). */
  promise: AgreedCall.optional(),
  opportunity: CallOpportunity.optional(),
});
export type CallSignal = z.infer<typeof CallSignal>;
