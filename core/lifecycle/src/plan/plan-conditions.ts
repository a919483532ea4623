import type { Condition, RecordTest } from "../condition/condition.ts";
import type { Path } from "../program/read-yaml.ts";
import type { LifecyclePlan } from "./lifecycle-plan.ts";

/** A condition of a plan, where it stands and what the answer decides. */
export interface PlanCondition {
  readonly path: Path;
  readonly condition: Condition;
  /** The field of the customer that it decides, which it had better not ask about; none for groups. */
  readonly decides?: string;
}

/** Every condition of a plan, in the order of its parts. */
export function conditionsOfPlan(plan: LifecyclePlan): readonly PlanCondition[] {
  const at = (path: Path, condition: Condition | undefined, decides?: string): PlanCondition[] =>
    condition === undefined ? [] : [{ path, condition, ...(decides !== undefined && { decides }) }];
  return [
    ...at(["tiers", "members"], plan.tiers?.members, "customer.tier"),
    ...at(["phases", "welcome", "until"], plan.phases?.welcome.until, "customer.phase"),
    ...at(["phases", "retain", "when"], plan.phases?.retain.when, "customer.phase"),
    ...plan.segments.flatMap(({ when }, index) =>
      at(["segments", index, "when"], when, "customer.segment"),
    ),
    ...plan.groups.flatMap(({ when }, index) => at(["groups", index, "when"], when)),
  ];
}

/** Tests of purchases that a plan has outside of its conditions. */
export interface PlanTests {
  readonly path: Path;
  readonly tests: readonly RecordTest[];
}

/** Every list of tests of purchases in a plan: which of them earn more points. */
export function testsOfPlan(plan: LifecyclePlan): readonly PlanTests[] {
  return (plan.points?.multiply ?? []).map(({ where }, index) => ({
    path: ["points", "multiply", index, "where"],
    tests: where,
  }));
}
