import { Duration, LocalizedText } from "@perennial/contract";
import { z } from "zod";
import { StepId } from "./step-id.ts";

/** Per cent of a step's contacts that were followed by a signal of the customer in time. */
const ShareMeasure = z.strictObject({
  /** The type of the signal, such as `survey.answered`. */
  share: z.string(),
  /** Fields that the signal must have with these values, such as `answer: "yes"`. @default any */
  where: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  /** The step whose messages or calls count. @default the step whose dialog it stands in */
  of: StepId.optional(),
  within: Duration,
});
/** How many cases entered, met the program's goal, or came to its end in the period. */
const CountMeasure = z.strictObject({ count: z.enum(["entered", "goal-met", "completed"]) });
/** The average number of days from entering until a step's message or call left. */
const DaysMeasure = z.strictObject({
  days: StepId,
});
/** How a target is measured. */
export const TargetMeasure = z.union([ShareMeasure, CountMeasure, DaysMeasure]);
export type TargetMeasure = z.infer<typeof TargetMeasure>;

/**
 * A target that can be measured (P-14): what the words of the sheet's `target` come to in numbers. The evaluation
 * compares it with what was achieved (K:1).
 */
export const Target = z
  .strictObject({
    id: StepId,
    words: LocalizedText,
    measure: TargetMeasure,
    /** In per cent, cases or days, by the measure; one of the two. */
    atLeast: z.number().nonnegative().optional(),
    atMost: z.number().nonnegative().optional(),
  })
  .meta({ id: "Target", description: "A target that can be measured." });
export type Target = z.infer<typeof Target>;
