import { Instant } from "@perennial/contract";
import { z } from "zod";

/** How things are at a tenant, at a glance. */
export const OverviewView = z
  .strictObject({
    now: Instant,
    due: z.int().meta({ description: "Messages, calls and tasks that are due now." }),
    today: z.int().meta({ description: "Enrolments that take a step before the day is over." }),
    running: z.int().meta({ description: "Enrolments that have not ended." }),
    lastDay: z
      .strictObject({
        entered: z.int(),
        sent: z.int(),
        called: z.int().meta({ description: "Put on the call list." }),
        answered: z.int(),
        ordered: z.int(),
        renewed: z.int().meta({ description: "Reached their program's goal." }),
        notSent: z.int().meta({ description: "Left out or taken back, each for a reason." }),
        failed: z.int(),
      })
      .meta({ description: "The last 24 hours." }),
    warnings: z
      .array(
        z.strictObject({
          kind: z.enum(["connection", "refused", "unclear"]),
          about: z.string().meta({ description: "The connection or program it is about." }),
          sentence: z.string().meta({ description: "What is wrong and what would help." }),
        }),
      )
      .meta({ description: "What needs somebody." }),
  })
  .meta({ id: "Overview" });
export type OverviewView = z.infer<typeof OverviewView>;
