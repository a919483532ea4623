import { z } from "zod";
import { Currency, Instant, MinorAmount } from "../scalar.ts";
import { RecordId } from "./customer.ts";

/** A customer's use of an offer, with its voucher code where it had one (V-18). */
export const Redemption = z
  .strictObject({
    id: RecordId,
    customerId: RecordId,
    offer: z.string().min(1),
    code: z.string().min(1).optional(),
    at: Instant,
    purchaseId: RecordId.optional(),
    /** What the customer saved by it. */
    amount: MinorAmount.default(0),
    currency: Currency.default("SEK"),
  })
  .meta({ id: "Redemption", description: "A customer's use of an offer." });
export type Redemption = z.infer<typeof Redemption>;
