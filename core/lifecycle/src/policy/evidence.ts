import { CHANNELS, Instant, LEGAL_BASES, LocalDate, LocalizedText } from "@perennial/contract";
import { z } from "zod";

/**
 * The facts a verdict rests on, kept with it for as long as it is kept: flat, JSON-friendly, and enough to say
 * the reason aloud later, when the records have changed.
 */
export const ReasonEvidence = z
  .strictObject({
    channel: z.enum(CHANNELS).optional(),
    contactPoint: z.string().optional(),
    purpose: z.string().optional(),
    topic: z.string().optional(),
    program: z.string().optional(),
    step: z.string().optional(),
    basis: z.enum(LEGAL_BASES).optional(),
    /** When the fact came about: the objection, the earlier message, the goal. */
    at: Instant.optional(),
    /** When it stops to hold. */
    until: Instant.optional(),
    /** The date a relation with the company ended. */
    endedOn: LocalDate.optional(),
    expiresAt: Instant.optional(),
    /** A law's last moment. */
    deadline: Instant.optional(),
    /** Whether that moment has passed. */
    overdue: z.boolean().optional(),
    /** The zone to say times in. */
    zone: z.string().optional(),
    /** Who or what said it, such as `sms-reply`. */
    source: z.string().optional(),
    proof: z.string().optional(),
    /** A finer reason, of a short list for each reason code. */
    cause: z.string().optional(),
    count: z.number().optional(),
    limit: z.number().optional(),
    /** What the limit is for: a duration such as `P7D`, or `day`, `week`, `month`, `year` of the calendar. */
    window: z.string().optional(),
    /** The message that stands in the way. */
    messageId: z.string().optional(),
    priority: z.number().optional(),
    holiday: LocalizedText.optional(),
    /** Fields that have no value, or facts that have not been stated. */
    missing: z.array(z.string()).optional(),
    /** A system's own words. */
    detail: z.string().optional(),
  })
  .meta({
    id: "ReasonEvidence",
    description: "The facts that a decision about a message rests on.",
  });
export type ReasonEvidence = z.infer<typeof ReasonEvidence>;
