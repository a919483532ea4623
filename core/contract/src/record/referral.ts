import { z } from "zod";
import { Instant } from "../scalar.ts";
import { RecordId } from "./customer.ts";

/** How far a referral has come: the reward is due when the friend has qualified, not before. */
export const REFERRAL_STATUSES = ["made", "joined", "qualified", "refused"] as const;

/** One customer's recommendation of us to a friend (P:3, D-29; product.md must-have 22). */
export const Referral = z
  .strictObject({
    id: RecordId,
    /** Who recommends. */
    customerId: RecordId,
    /** Who was recommended, once the friend is a customer or prospect of the system of record. */
    friendId: RecordId.optional(),
    status: z.enum(REFERRAL_STATUSES).default("made"),
    at: Instant,
    qualifiedAt: Instant.optional(),
    updatedAt: Instant,
  })
  .meta({ id: "Referral", description: "A customer's recommendation of us to a friend." });
export type Referral = z.infer<typeof Referral>;
