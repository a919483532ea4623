import { z } from "zod";

/** The id of a step, unique in its program. */
export const StepId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, { error: "write a step id in small letters, digits and hyphens" });
