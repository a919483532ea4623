import { pointsFigures } from "../loyalty/points-figures.ts";
import { agreementFigures } from "./agreement-figures.ts";
import { churnContacts, churnPurchases } from "./churn-sums.ts";
import type { FigureSource } from "./figure-source.ts";
import { purchaseFigures } from "./purchase-figures.ts";
import type { ReviewRules } from "./review-rules.ts";
import type { ReviewScope } from "./review-scope.ts";
import { heldSums } from "./tier-sums.ts";
import { withdrawalFigures } from "./withdrawal-figures.ts";

/** What the figures of a scope's customers come from, as far as the plan asks for them. */
export function figureSources(
  rules: ReviewRules,
  tenant: number,
  scope: ReviewScope,
): readonly FigureSource[] {
  const { plan, flows } = rules;
  const byAgreements = flows.basis === "agreements" || plan.valueClasses?.by === "agreements";
  const needsStart = plan.phases !== undefined || plan.tiers !== undefined;
  // A model of leaving asks for everything: its terms name all of it.
  const isAsked = byAgreements || needsStart || rules.churn !== undefined;
  return [
    purchaseFigures(rules, tenant, scope),
    ...churnContacts(rules, tenant, scope),
    ...(isAsked ? [agreementFigures(rules, tenant, scope)] : []),
    ...(plan.phases?.retain.acts.includes("marketing-withdrawn")
      ? [withdrawalFigures(rules, tenant, scope)]
      : []),
    ...(plan.points ? [pointsFigures(rules, tenant, scope)] : []),
    ...heldSums(rules),
    ...churnPurchases(rules),
  ];
}
