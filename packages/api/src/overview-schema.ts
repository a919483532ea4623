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
        entered: z
          .int()
          .meta({ description: "Enrolments that began: customers let into a program." }),
        sent: z.int().meta({
          description: "Messages that left for the customer: e-mails and text messages.",
        }),
        called: z.int().meta({ description: "Put on the call list." }),
        answered: z.int().meta({ description: "Replies that came in from customers." }),
        ordered: z.int().meta({ description: "Orders and agreements that customers asked for." }),
        renewed: z.int().meta({ description: "Reached their program's goal." }),
        notSent: z.int().meta({ description: "Left out or taken back, each for a reason." }),
        failed: z.int().meta({
          description: "Could not be delivered, however often it was tried.",
        }),
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
