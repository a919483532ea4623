import type { TierRulesDoc } from "../plan/plan-doc.ts";
import type { PlanProblem } from "../plan/use-plan-draft.ts";

/** What every part of the form about levels works on. */
export interface TierForm {
  readonly tiers: TierRulesDoc;
  readonly problems: readonly PlanProblem[];
  readonly disabled: boolean;
  readonly change: (next: Partial<TierRulesDoc>) => void;
}
