import { Duration } from "@perennial/contract";
import { z } from "zod";
import { Condition } from "../condition/condition.ts";

/** What a customer does that shows that it is leaving (M-18). */
export const LEAVING_ACTS = ["agreement-cancelled", "marketing-withdrawn"] as const;

/**
 * The phases welcome, develop and retain (M-01 to M-06). Every active customer has exactly one; one that is lost has none.
 * A customer begins on its `customerSince`, else with its first purchase, else with its first agreement.
 */
export const PhaseRules = z
  .strictObject({
    /** What ends the welcome: its time, an event, or whichever comes first when both are given (M-02). */
    welcome: z
      .strictObject({
        /** @default P90D when nothing else ends it */
        for: Duration.optional(),
        until: Condition.optional(),
      })
      .prefault({ for: "P90D" })
      .refine((ends) => ends.for !== undefined || ends.until !== undefined, {
        error: 'say what ends the welcome: "for" a time, "until" a condition holds, or both',
      }),
    /** What makes a customer one to retain; it is so while any of it holds (M-17, M-18). */
    retain: z
      .strictObject({
        /** From this risk of leaving on. @default high */
        risk: z.enum(["medium", "high", "never"]).default("high"),
        /** @default both */
        acts: z.array(z.enum(LEAVING_ACTS)).default([...LEAVING_ACTS]),
        /** How long an act counts. @default P90D */
        actsFor: Duration.default("P90D"),
        when: Condition.optional(),
      })
      .prefault({}),
    /** The share of active customers expected in the develop phase, in per cent; outside of it the report warns (M-05). */
    expectedDevelop: z
      .tuple([z.number().min(0).max(100), z.number().min(0).max(100)])
      .default([80, 90]),
  })
  .meta({ id: "PhaseRules", description: "The phases welcome, develop and retain." });
export type PhaseRules = z.infer<typeof PhaseRules>;
