import { z } from "zod";
import { ChurnRules } from "../churn/churn-rules.ts";
import { FlowRules } from "../flow/flow-rules.ts";
import { PointsRules } from "../loyalty/points-rules.ts";
import { TierRules } from "../loyalty/tier-rules.ts";
import { PhaseRules } from "../phase/phase-rules.ts";
import { CostSignalRules } from "../portfolio/cost-signal-rules.ts";
import { MatrixRules } from "../portfolio/matrix-rules.ts";
import { GroupRule, SegmentRule } from "../portfolio/segment-rules.ts";
import { ValueClassRules } from "../portfolio/value-class-rules.ts";

/**
 * How a tenant tells its customers apart: everything the nightly review computes of a customer. What a part is missing
 * for is not computed, and what the system of record says of it stands; but who is lost is always told, by the flow rules'
 * defaults where the plan has none. A published plan never changes.
 *
 * The order is: flow and value, tier, class and band, risk, phase, segment, groups. A condition sees what comes before it as of
 * today, and the rest as of the review before.
 */
export const LifecyclePlan = z
  .strictObject({
    /** What conditions of the plan use of the tenant's own customer fields. */
    attributes: z.record(z.string(), z.enum(["text", "number", "boolean", "date"])).default({}),
    tiers: TierRules.optional(),
    points: PointsRules.optional(),
    phases: PhaseRules.optional(),
    valueClasses: ValueClassRules.optional(),
    /** In order; only the last may be without a condition. */
    segments: z.array(SegmentRule).default([]),
    groups: z.array(GroupRule).default([]),
    matrix: MatrixRules.optional(),
    flows: FlowRules.optional(),
    churn: ChurnRules.optional(),
    /** When customers show that they cost more than others (M-13). */
    costSignals: CostSignalRules.optional(),
    /** Per cent of customers that get no marketing of any program, to measure all of it by (product.md, 23). @default 0 */
    holdout: z.number().min(0).max(50).default(0),
  })
  .meta({ id: "LifecyclePlan", title: "Perennial lifecycle plan" });
export type LifecyclePlan = z.infer<typeof LifecyclePlan>;
