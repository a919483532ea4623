import { z } from "zod";
import { CHANNELS, Instant } from "../scalar.ts";
import { RecordId } from "./customer.ts";

/** Kinds of contact between a customer and the company. */
export const INTERACTION_KINDS = [
  "message",
  "reply",
  "open",
  "click",
  "call",
  "meeting",
  "visit",
  "case",
  "self-service",
  "survey-answer",
] as const;

/** One contact between a customer and the company, automated or by hand: a line of the timeline. */
export const Interaction = z
  .strictObject({
    id: RecordId,
    customerId: RecordId,
    agreementId: RecordId.optional(),
    at: Instant,
    kind: z.enum(INTERACTION_KINDS),
    direction: z.enum(["in", "out"]),
    channel: z.enum([...CHANNELS, "web", "store", "other"]),
    /** What was said, or what came of it, as staff should read it. */
    text: z.string(),
    outcome: z.string().optional(),
    program: z.string().optional(),
    step: z.string().optional(),
  })
  .meta({ id: "Interaction", description: "One contact between a customer and the company." });
export type Interaction = z.infer<typeof Interaction>;
