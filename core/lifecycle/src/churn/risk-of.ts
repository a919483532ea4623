import type { RiskLevel } from "@perennial/contract";
import type { ChurnRules } from "./churn-rules.ts";

/** How likely to leave a customer with a probability counts as (M-17, L-07). */
export function riskOf(
  probability: number,
  { medium, high }: Pick<ChurnRules, "medium" | "high">,
): RiskLevel {
  if (probability >= high) return "high";
  return probability >= medium ? "medium" : "low";
}
