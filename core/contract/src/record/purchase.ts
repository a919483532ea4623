import { z } from "zod";
import { Currency, Instant, MinorAmount } from "../scalar.ts";
import { RecordId } from "./customer.ts";

/** Something a customer bought once (D-01, V-01). */
export const Purchase = z
  .strictObject({
    id: RecordId,
    customerId: RecordId,
    at: Instant,
    amount: MinorAmount,
    currency: Currency.default("SEK"),
    quantity: z.number().positive().default(1),
    category: z.string().optional(),
    channel: z.string().optional(),
    discount: MinorAmount.default(0),
    /** What was left of the amount after the cost of what was sold, where it is known: profitability counts by it (M-07). */
    margin: MinorAmount.optional(),
  })
  .meta({ id: "Purchase", description: "Something a customer bought once." });
export type Purchase = z.infer<typeof Purchase>;
