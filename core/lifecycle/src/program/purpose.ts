import { FLOW_STATES } from "@perennial/contract";
import { z } from "zod";

/** What a process is for, in the families that a base needs (D-18), and the one that looks at the others (K:1). */
export const FAMILIES = [
  "acquire",
  "care-for-new",
  "retain",
  "develop",
  "engage",
  "reduce-churn",
  "reactivate",
  "win-back",
  "evaluate",
] as const;
export const Family = z.enum(FAMILIES);
export type Family = z.infer<typeof Family>;

/** A flow of customers between states (D-13) that a program strengthens or reduces (D-17). */
export const ProgramFlow = z.strictObject({
  /** @default from outside: people who were no customers */
  from: z.enum(FLOW_STATES).optional(),
  to: z.enum(FLOW_STATES),
});
export type ProgramFlow = z.infer<typeof ProgramFlow>;
