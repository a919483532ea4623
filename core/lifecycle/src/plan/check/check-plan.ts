import type { LifecyclePlan } from "../lifecycle-plan.ts";
import { checkBronzeAgainstGold, checkCostAgainstValue } from "./check-cell-costs.ts";
import { checkDurations, checkOrderOfDurations } from "./check-durations.ts";
import {
  checkCellNames,
  checkChurnGoals,
  checkEmptyCells,
  checkMinimised,
} from "./check-matrix.ts";
import {
  checkPlanAttributes,
  checkPlanConditions,
  checkPointTests,
} from "./check-plan-conditions.ts";
import {
  checkBenefits,
  checkGroups,
  checkRisk,
  checkSegments,
  checkTierMembers,
} from "./check-portfolio.ts";
import { checkCellPrograms, checkFlowPrograms } from "./check-programs.ts";
import type { PlanContext, PlanProblem, PlanRule } from "./plan-inspection.ts";

const RULES: readonly PlanRule[] = [
  checkPlanAttributes,
  checkPlanConditions,
  checkPointTests,
  checkDurations,
  checkOrderOfDurations,
  checkTierMembers,
  checkBenefits,
  checkRisk,
  checkSegments,
  checkGroups,
  checkCellNames,
  checkEmptyCells,
  checkMinimised,
  checkChurnGoals,
  checkBronzeAgainstGold,
  checkCostAgainstValue,
  checkCellPrograms,
  checkFlowPrograms,
];

/**
 * Everything wrong with a plan that its schema does not see (product.md, features 8 and 9; M-07 to M-12). With an error among
 * them it must not be published.
 *
 * @example
 * checkPlan(plan, { currency: "SEK", programs }).filter(({ severity }) => severity === "error");
 */
export function checkPlan(plan: LifecyclePlan, context: PlanContext): readonly PlanProblem[] {
  return RULES.flatMap((rule) => rule(plan, context));
}
