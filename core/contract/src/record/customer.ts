import { z } from "zod";
import { Attributes, Instant, LocalDate } from "../scalar.ts";

/** The id a record has in the tenant's system of record; it is also its id here. */
export const RecordId = z.string().min(1).max(200).meta({ id: "RecordId" });
export type RecordId = z.infer<typeof RecordId>;

/** A customer's place in its life with the company (M-01). */
export const PHASES = ["welcome", "develop", "retain"] as const;
/** A customer's class by profitability (M-07). */
export const VALUE_CLASSES = ["gold", "silver", "bronze"] as const;

/** A person or a company the tenant does business with, as its CRM knows it (V-21, D-31). */
export const Customer = z
  .strictObject({
    id: RecordId,
    kind: z.enum(["person", "company"]).default("person"),
    name: z.string().min(1),
    firstName: z.string().optional(),
    lastName: z.string().optional(),
    /** A BCP 47 tag; messages fall back to the tenant's language where we have no text in it. */
    locale: z.string().default("sv"),
    /** An IANA name; the tenant's zone where it is missing. Quiet hours are the recipient's (product.md, 13). */
    timeZone: z.string().optional(),
    country: z.string().length(2).optional(),
    email: z.string().optional(),
    /** E.164. */
    mobile: z.string().optional(),
    /** E.164, a fixed line. */
    phone: z.string().optional(),
    postalAddress: z.string().optional(),
    segment: z.string().optional(),
    phase: z.enum(PHASES).optional(),
    valueClass: z.enum(VALUE_CLASSES).optional(),
    tier: z.string().optional(),
    /** On the national telephone objection list (NIX-Telefon) or told us not to call. */
    doNotCall: z.boolean().default(false),
    /** No marketing before this moment (V-08). */
    pausedUntil: Instant.optional(),
    customerSince: LocalDate.optional(),
    /** Who at the company looks after the customer. */
    owner: z.string().optional(),
    attributes: Attributes.default({}),
    /** When the system of record last changed it; an older copy never overwrites a newer one. */
    updatedAt: Instant,
  })
  .meta({ id: "Customer", description: "A person or a company the tenant does business with." });
export type Customer = z.infer<typeof Customer>;
