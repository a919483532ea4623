import { z } from "zod";
import { operation } from "./operation.ts";

const none = z.strictObject({});
const tag = "Setting up";

/** The steps from nothing to the first active program, in their order. */
export const SETUP_STEPS = [
  "connect-crm",
  "map-fields",
  "first-read",
  "channel",
  "test-recipient",
  "take-program",
  "preview",
  "dry-run",
  "activate",
] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

/** A step of setting up. */
export const SetupStepView = z
  .strictObject({
    step: z.enum(SETUP_STEPS),
    state: z.enum(["done", "under-way", "todo", "blocked", "dismissed"]).meta({
      description:
        "`under-way`: it goes on by itself. `blocked`: another step comes first. `dismissed`: somebody put it aside.",
    }),
    about: z.string().nullable().meta({
      description: "The connection, the program or the address that it rests on.",
    }),
    counts: z
      .record(z.string(), z.int())
      .meta({ description: "Numbers that belong to it, such as how many customers were read." }),
    blockedBy: z.enum(SETUP_STEPS).nullable(),
    link: z.string().meta({ description: "Where in the console it is done." }),
  })
  .meta({ id: "SetupStep" });
export type SetupStepView = z.infer<typeof SetupStepView>;

/** How far a company has come from nothing to its first active program. */
export const ONBOARDING_OPERATIONS = {
  getOnboarding: operation({
    ...{ id: "getOnboarding", method: "get", path: "/v1/onboarding", role: "viewer", tag },
    summary: "The steps from nothing to the first active program, as they are",
    ...{ params: none, query: none, body: none },
    answer: z.strictObject({
      done: z.int().meta({ description: "How many steps are done or put aside." }),
      total: z.int().meta({ description: "How many steps there are." }),
      isComplete: z.boolean().meta({ description: "Whether a program is active." }),
      next: z.enum(SETUP_STEPS).nullable().meta({ description: "The step to go on with." }),
      steps: z.array(SetupStepView),
    }),
  }),
  setSetupStep: operation({
    ...{ id: "setSetupStep", method: "put", path: "/v1/onboarding/{step}", role: "marketer", tag },
    summary: "Puts a step of setting up aside, or takes it up again",
    params: z.strictObject({ step: z.enum(SETUP_STEPS) }),
    query: none,
    body: z.strictObject({ dismissed: z.boolean() }),
    answer: z.strictObject({ step: z.enum(SETUP_STEPS), dismissed: z.boolean() }),
  }),
} as const;
