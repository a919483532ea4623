import { Duration, FLOW_STATES } from "@perennial/contract";
import { z } from "zod";
import { PlanId } from "../loyalty/tier-rules.ts";

/**
 * How customers flow (D-13 to D-17). On a day `t`, by purchases before the end of that day: a customer that last bought
 * on or before `t` minus `lostAfter` is lost (D-16); one that last bought on or before `t` minus `inactiveAfter` is inactive; one that
 * has bought once is a starter; one whose first purchase is on or before `t` minus twice `trend`, and who bought for
 * something in the `trend` before the last one, is growing or decreasing where what it bought for in the last `trend` is
 * at least `change` per cent more or less than in the one before; any other is active. With `basis: agreements` one with an
 * own agreement that runs on `t` is active, and one whose last has ended is lost; nothing else occurs. A record with a negative
 * amount is a return: it is no purchase, and lessens what was bought for. Money is counted in the tenant's currency alone.
 */
export const FlowRules = z
  .strictObject({
    basis: z.enum(["purchases", "agreements"]).default("purchases"),
    lostAfter: Duration.default("P12M"),
    inactiveAfter: Duration.default("P6M"),
    trend: Duration.default("P6M"),
    change: z.number().positive().default(20),
    /** Per cent of the customers of the base by value: top, middle, bottom (D-14). Of equals the smaller id is above. */
    bands: z
      .tuple([z.number().positive(), z.number().positive(), z.number().positive()])
      .default([20, 50, 30])
      .refine(([top, middle, bottom]) => Math.abs(top + middle + bottom - 100) < 1e-9, {
        error: "the three bands make 100 per cent",
      }),
    /** Which program is meant to reduce an unwanted flow or strengthen a wanted one (D-17). */
    programs: z
      .array(
        z.strictObject({
          from: z.enum(FLOW_STATES),
          to: z.enum(FLOW_STATES),
          program: PlanId,
        }),
      )
      .default([]),
  })
  .meta({ id: "FlowRules", description: "How customers flow between states." });
export type FlowRules = z.infer<typeof FlowRules>;
