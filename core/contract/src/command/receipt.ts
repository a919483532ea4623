import { z } from "zod";
import { CONNECTOR_ERROR_KINDS } from "../connector/connector-error.ts";

/**
 * What came of a command. `accepted`: the other side has it. `refused`: it will never take it.
 * `not-done`: it certainly did not take it now and may later. `unknown`: it may or may not have it.
 */
export const Receipt = z.discriminatedUnion("outcome", [
  z.strictObject({
    commandId: z.string(),
    outcome: z.literal("accepted"),
    /** The other side's id for it. */
    providerId: z.string().optional(),
    /** What it cost, in the minor unit of the tenant's currency, where the answer says so. */
    cost: z.number().optional(),
  }),
  z.strictObject({
    commandId: z.string(),
    outcome: z.literal("refused"),
    kind: z.enum(CONNECTOR_ERROR_KINDS),
    message: z.string(),
  }),
  z.strictObject({
    commandId: z.string(),
    outcome: z.literal("not-done"),
    kind: z.enum(CONNECTOR_ERROR_KINDS),
    message: z.string(),
    /** Milliseconds to wait before the next try, where the other side said so. */
    retryAfter: z.number().nonnegative().optional(),
  }),
  z.strictObject({
    commandId: z.string(),
    outcome: z.literal("unknown"),
    kind: z.enum(CONNECTOR_ERROR_KINDS),
    message: z.string(),
  }),
]);
export type Receipt = z.infer<typeof Receipt>;
