import { z } from "zod";
import { Channel, Instant } from "../scalar.ts";
import { RecordId } from "./customer.ts";

/** Why contact is lawful (product.md, 11). */
export const LEGAL_BASES = [
  "consent",
  "existing-customer",
  "contract",
  "legal-obligation",
  "legitimate-interest",
] as const;

/**
 * A permission, or its withdrawal, for one channel and purpose, with its proof. Records are only ever
 * added: the latest for a customer, channel, purpose and topic is the one in force.
 */
export const Consent = z
  .strictObject({
    customerId: RecordId,
    channel: Channel,
    purpose: z.enum(["marketing", "service"]).default("marketing"),
    /** A finer choice under the purpose, such as `club`; the whole purpose where it is missing. */
    topic: z.string().optional(),
    state: z.enum(["given", "withdrawn"]),
    at: Instant,
    /** Where it was said, such as `web-form`, `sms-reply` or `agent`. */
    source: z.string().min(1),
    legalBasis: z.enum(LEGAL_BASES).default("consent"),
    /** What proves it: a form version, a call recording, the text of a reply. */
    proof: z.string().optional(),
  })
  .meta({ id: "Consent", description: "A permission or its withdrawal, with its proof." });
export type Consent = z.infer<typeof Consent>;
