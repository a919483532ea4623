import type { LocalDate } from "@perennial/contract";
import type { FlowRules } from "../flow/flow-rules.ts";
import { flowStateAt, isInBase } from "../flow/flow-state.ts";
import type { CustomerHistory } from "../portfolio/customer-history.ts";
import { canBeLost } from "./churn-example.ts";
import { churnFigures } from "./churn-figures.ts";
import type { ChurnModel } from "./churn-model.ts";
import { type ChurnVerdict, churnOf } from "./churn-of.ts";
import type { ChurnRules } from "./churn-rules.ts";

/** What a customer is judged by. */
export interface ChurnJudge {
  readonly model: ChurnModel;
  /** The flow rules the model was made with: they say who can be lost. */
  readonly flows: FlowRules;
  readonly rules: Pick<ChurnRules, "medium" | "high">;
}

/**
 * How likely a customer is to be lost within the model's horizon after a day (M-17, L-07). One that bought too recently to be
 * lost by then has the probability 0 and no factors; one that is not in the base has none.
 */
export function churnAt(
  history: CustomerHistory,
  { model, flows, rules }: ChurnJudge,
  day: LocalDate,
): ChurnVerdict | undefined {
  if (!isInBase(flowStateAt(history, flows, day))) return undefined;
  if (!canBeLost(history, { flows, horizon: model.horizon }, day)) {
    return { probability: 0, risk: "low", factors: [] };
  }
  return churnOf(churnFigures(history, day), model, rules);
}
