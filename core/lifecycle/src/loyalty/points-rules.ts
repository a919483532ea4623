import { Duration } from "@perennial/contract";
import { z } from "zod";
import { RecordTest } from "../condition/condition.ts";

/**
 * How members earn points, and when they run out (product.md, 20). Nothing of it means there are no points. Members are
 * those of the plan's tiers; without tiers, everybody is one.
 */
export const PointsRules = z
  .strictObject({
    /**
     * Points for each whole major unit of the currency spent: 1 is a point a krona. Rounded down once a purchase.
     * @default 1
     */
    perUnit: z.number().nonnegative().default(1),
    /** Times as many for purchases that satisfy these tests; the first that fits counts. */
    multiply: z
      .array(z.strictObject({ where: z.array(RecordTest).min(1), times: z.number().positive() }))
      .default([]),
    /** How long earned points wait before they can be spent, such as the right of return. @default P0D */
    pending: Duration.default("P0D"),
    /**
     * How long they can be spent from the day they were earned; never shorter than they are pending.
     * @default P24M
     */
    life: Duration.default("P24M"),
    /** How long before they run out the member is told. @default P30D */
    warn: Duration.default("P30D"),
  })
  .meta({ id: "PointsRules", description: "How members earn points, and when they run out." });
export type PointsRules = z.infer<typeof PointsRules>;
