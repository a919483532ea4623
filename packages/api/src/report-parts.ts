import { Instant, LocalDate } from "@perennial/contract";
import { z } from "zod";

/** A whole number that means something. */
export const count = (description: string) => z.int().meta({ description });
/** A number that means something. */
export const number = (description: string) => z.number().meta({ description });
/** A number that is not always known. */
export const perhaps = (description: string) => z.number().nullable().meta({ description });
/** A number with its bounds. */
export const estimate = (description: string) =>
  z
    .strictObject({
      value: z.number(),
      low: z.number().meta({ description: "The lower bound, with 95 % confidence." }),
      high: z.number().meta({ description: "The upper bound, with 95 % confidence." }),
    })
    .meta({ description });

/** Why a figure cannot be given. */
export const RefusalView = z
  .strictObject({
    reason: z.string().meta({ description: "In short, for programs: such as too-few-customers." }),
    sentence: z.string().meta({ description: "What the data lack, in words." }),
  })
  .meta({ id: "Refusal" });

/** When a kept report was made, and of what. */
export const KeptView = z
  .strictObject({
    asOf: LocalDate.meta({ description: "The day whose end the report is about." }),
    madeAt: Instant.meta({ description: "When it was computed." }),
  })
  .meta({ id: "Kept" });
