import { Duration } from "@perennial/contract";
import { z } from "zod";
import { COMPLAINT_OUTCOMES } from "./dated-interaction.ts";

/** When a customer shows that it costs more than others (M-13). */
export const CostSignalRules = z
  .strictObject({
    /** @default P12M */
    within: Duration.default("P12M"),
    /** From how many calls to us a customer calls often. @default 6 */
    calls: z.int().positive().default(6),
    /** From how many complaints they are many. @default 3 */
    complaints: z.int().positive().default(3),
    /** The outcomes of a case that make it a complaint. @default complaint, claim */
    complaintOutcomes: z
      .array(z.string().min(1))
      .min(1)
      .default([...COMPLAINT_OUTCOMES]),
    /** From how many per cent of the purchases at a discount a customer buys only so. @default 90 */
    discounted: z.number().positive().max(100).default(90),
    /** How many purchases it takes to tell. @default 3 */
    purchases: z.int().positive().default(3),
  })
  .meta({
    id: "CostSignalRules",
    description: "When a customer shows that it costs more than others.",
  });
export type CostSignalRules = z.infer<typeof CostSignalRules>;
