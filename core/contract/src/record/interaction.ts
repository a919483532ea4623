import { z } from "zod";
import { CHANNELS, Instant, LocalDate } from "../scalar.ts";
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
  "campaign",
] as const;

/** How a customer's part in a campaign stands: it is under way, it has ended, or the customer was taken out of it. */
export const CAMPAIGN_STATES = ["running", "over", "withdrawn"] as const;

/** The campaign of the CRM's own that a contact belongs to (L-04, L-19); its name is the contact's text. */
export const CampaignPart = z
  .strictObject({
    /** The campaign's id, the same for all its customers. */
    id: RecordId,
    state: z.enum(CAMPAIGN_STATES),
    /** Its first and its last day, where the CRM says so. */
    from: LocalDate.optional(),
    until: LocalDate.optional(),
    /** When the customer first answered it. */
    answeredAt: Instant.optional(),
  })
  .meta({ id: "CampaignPart", description: "The CRM's campaign that a contact belongs to." });
export type CampaignPart = z.infer<typeof CampaignPart>;

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
    /** Of a campaign alone: out for a customer's part in it, in for what the customer answered. */
    campaign: CampaignPart.optional(),
    /** When it changed last, of one that changes: a newer copy takes its place. Without it a contact never changes. */
    updatedAt: Instant.optional(),
  })
  .meta({ id: "Interaction", description: "One contact between a customer and the company." });
export type Interaction = z.infer<typeof Interaction>;
