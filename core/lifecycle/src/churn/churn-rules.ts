import { Duration } from "@perennial/contract";
import { z } from "zod";

/** When a customer counts as likely to leave (M-17, L-07). The probabilities come from a model of the tenant's own history. */
export const ChurnRules = z
  .strictObject({
    /** How far ahead the probability looks. @default P6M */
    horizon: Duration.default("P6M"),
    /** From this probability on the risk is medium. @default 0.3 */
    medium: z.number().min(0).max(1).default(0.3),
    /** From this probability on it is high. @default 0.6 */
    high: z.number().min(0).max(1).default(0.6),
  })
  .refine(({ medium, high }) => medium < high, { error: "medium begins below high" })
  .meta({ id: "ChurnRules", description: "When a customer counts as likely to leave." });
export type ChurnRules = z.infer<typeof ChurnRules>;
