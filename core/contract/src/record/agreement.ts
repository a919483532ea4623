import { z } from "zod";
import { Attributes, Currency, Instant, LocalDate, MinorAmount } from "../scalar.ts";
import { RecordId } from "./customer.ts";

/** Where an agreement is: a renewal is `ordered` until it is signed and its start has come. */
export const AGREEMENT_STATUSES = ["ordered", "active", "ended", "cancelled"] as const;

/**
 * A contract with a customer, ours or a competitor's (A-02, D-21). A renewal is an agreement of its own
 * that names the one it continues in `renewalOf`.
 */
export const Agreement = z
  .strictObject({
    id: RecordId,
    customerId: RecordId,
    party: z.enum(["own", "competitor"]).default("own"),
    product: z.string().min(1),
    /** Of the tenant's naming, such as `fixed`, `variable` or `month-to-month`. */
    kind: z.string().min(1),
    status: z.enum(AGREEMENT_STATUSES).default("active"),
    start: LocalDate,
    /** The last day the agreement holds, inclusive; none for one that runs until further notice. */
    end: LocalDate.optional(),
    noticeDays: z.int().nonnegative().optional(),
    /** When the customer ordered it, whatever the channel. */
    orderedAt: Instant.optional(),
    /** Where the order was made, such as `web`, `sms` or `phone`. */
    orderChannel: z.string().optional(),
    /** The written acceptance after a call initiated by the company (product.md, 3.3). */
    acceptedAt: Instant.optional(),
    signedAt: Instant.optional(),
    cancelledAt: Instant.optional(),
    renewalOf: RecordId.optional(),
    /** What it is worth in a year. */
    yearlyValue: MinorAmount.optional(),
    currency: Currency.default("SEK"),
    attributes: Attributes.default({}),
    updatedAt: Instant,
  })
  .meta({ id: "Agreement", description: "A contract with a customer." });
export type Agreement = z.infer<typeof Agreement>;
