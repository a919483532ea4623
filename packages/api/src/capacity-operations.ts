import { LocalDate } from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";

const none = z.strictObject({});
const calls = z.int({ error: "write a whole number from 0" }).min(0).max(1_000_000);

/** How many calls a company's agents can make on a day. */
export const AgentCapacityView = z
  .strictObject({
    perDay: z
      .strictObject({
        monday: calls,
        tuesday: calls,
        wednesday: calls,
        thursday: calls,
        friday: calls,
        saturday: calls,
        sunday: calls,
      })
      .meta({
        description:
          "Calls on an ordinary day of the week. On the company's holidays nobody calls.",
      }),
    days: z
      .array(z.strictObject({ date: LocalDate, calls }))
      .max(400)
      .meta({ description: "Days that are otherwise, holidays too." }),
    reserve: z.number().min(0).max(1).meta({
      description:
        "The share of a day's calls that is kept for what cannot be planned, such as promised calls, 0 to 1.",
    }),
  })
  .meta({ id: "AgentCapacitySetting" });
export type AgentCapacityView = z.infer<typeof AgentCapacityView>;

/** How calls are paced, and how many wait. */
const PacingView = z
  .strictObject({
    capacity: AgentCapacityView.nullable().meta({
      description: "Null where it is not set: every call then goes on the list at once.",
    }),
    waiting: z.int().meta({ description: "Calls that wait for their turn now." }),
    today: z
      .strictObject({
        date: LocalDate,
        calls: z.int().meta({ description: "Calls that can be planned today." }),
        given: z.int().meta({ description: "Of them: given out already." }),
      })
      .nullable()
      .meta({ description: "Null where the capacity is not set." }),
  })
  .meta({ id: "CallPacing" });
export type PacingView = z.infer<typeof PacingView>;

/** How many calls the agents can make, which calls of programs are paced to. */
export const CAPACITY_OPERATIONS = {
  getAgentCapacity: operation({
    id: "getAgentCapacity",
    method: "get",
    path: "/v1/agent-capacity",
    summary: "How many calls the agents can make on a day, and how many calls wait for their turn",
    tag: "Settings",
    role: "viewer",
    params: none,
    query: none,
    body: none,
    answer: PacingView,
  }),
  putAgentCapacity: operation({
    id: "putAgentCapacity",
    method: "put",
    path: "/v1/agent-capacity",
    summary:
      "Sets how many calls the agents can make on a day; calls that wait are planned anew at once",
    tag: "Settings",
    role: "marketer",
    params: none,
    query: none,
    body: z.strictObject({
      capacity: AgentCapacityView.nullable().meta({
        description: "Null to have every call go on the list at once.",
      }),
    }),
    answer: PacingView,
  }),
} as const;
