import { CALL_OUTCOMES, Instant, LocalDate, LocalTime, RecordId } from "@perennial/contract";
import { z } from "zod";

/** The telephone system's id of a call; told again, it is the same call. */
export const CallId = z.string().min(1).max(200);

/** A call that an agent has promised. */
export const PromiseView = z
  .strictObject({
    id: z.string(),
    customerId: RecordId,
    name: z.string(),
    agreementId: RecordId.nullable(),
    date: LocalDate,
    from: LocalTime,
    to: LocalTime,
    about: z.string(),
    phone: z.string().nullable(),
    agent: z.string().nullable(),
    agreedAt: Instant,
    notBefore: Instant.meta({ description: "When it is on the call list from." }),
    dueBy: Instant,
    standing: z.enum(["missed", "now", "today", "later", "kept", "called-off"]),
    settledAt: Instant.nullable(),
  })
  .meta({ id: "CallPromiseView" });
export type PromiseView = z.infer<typeof PromiseView>;

/** A self-service before the call, and what came of it (L-09). */
export const SelfServiceInput = z.strictObject({
  service: z.string().min(1).max(100),
  at: Instant,
  outcome: z.enum(["done", "failed", "left"]),
});

/** What a telephone system tells of a call that began. */
export const CallStartInput = z
  .strictObject({
    callId: CallId,
    customerId: RecordId.optional().meta({
      description: "Leave it out where nobody is known yet; tell it again once somebody is.",
    }),
    phone: z.string().max(100).optional().meta({ description: "The other side's, in any form." }),
    direction: z.enum(["in", "out"]).default("in"),
    startedAt: Instant.optional().meta({ description: "Now where it is missing." }),
    answeredAt: Instant.optional(),
    team: z.string().min(1).max(100).optional(),
    agent: z.string().min(1).max(200).optional(),
    errand: z.string().min(1).max(100).optional(),
    selfService: SelfServiceInput.optional().meta({ description: "The one used last." }),
  })
  .meta({ id: "CallStart" });

/** What is told of a call that is over: by the telephone system its times, by the agent what came of it. */
export const CallEndInput = z
  .strictObject({
    customerId: RecordId.optional().meta({
      description: "Needed with an outcome, unless the call's start told it.",
    }),
    outcome: z.enum(CALL_OUTCOMES).optional().meta({
      description: "What came of it. Without one, the call is over and not registered (L-21).",
    }),
    agreementId: RecordId.optional(),
    agent: z.string().min(1).max(200).optional().meta({
      description: "Whoever asks where it is missing.",
    }),
    team: z.string().min(1).max(100).optional(),
    direction: z.enum(["in", "out"]).optional(),
    startedAt: Instant.optional(),
    answeredAt: Instant.optional(),
    endedAt: Instant.optional().meta({ description: "Now where it is missing." }),
    transfers: z.int().min(0).max(1_000).optional().meta({
      description: "How often the caller was handed over, as the telephone system counts.",
    }),
    commandId: z.string().max(100).optional().meta({ description: "Of the open call it was." }),
    errand: z.string().min(1).max(100).optional(),
    note: z.string().max(10_000).optional(),
    transfer: z
      .strictObject({ to: z.string().min(1).max(200), text: z.string().min(1).max(10_000) })
      .optional()
      .meta({ description: "To whom the customer was handed over, and what they have to know." }),
    promise: z
      .strictObject({
        date: LocalDate,
        from: LocalTime.default("09:00"),
        to: LocalTime.default("17:00"),
        about: z.string().min(1).max(2_000),
        phone: z.string().max(100).optional(),
      })
      .refine(({ from, to }) => from < to, { error: "the time it ends must be after it begins" })
      .optional()
      .meta({ description: "A call back that was agreed." }),
    opportunity: z
      .strictObject({
        name: z.string().min(1).max(500),
        offer: z.string().max(200).optional(),
        amount: z.int().min(0).optional().meta({ description: "Minor units." }),
        sold: z.boolean().default(false).meta({ description: "Whether it was sold in the call." }),
      })
      .optional()
      .meta({ description: "What could be sold, or was (L-20)." }),
  })
  .meta({ id: "CallEnd" });
export type CallEndInput = z.infer<typeof CallEndInput>;
