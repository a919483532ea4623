import type { Duration, LocalDate } from "@perennial/contract";
import { flowLimits } from "../flow/flow-limits.ts";
import type { FlowRules } from "../flow/flow-rules.ts";
import { flowStateAt, isInBase } from "../flow/flow-state.ts";
import type { CustomerHistory } from "../portfolio/customer-history.ts";
import { addToDate } from "../schedule/date.ts";
import { churnFeatures } from "./churn-features.ts";
import { churnFigures } from "./churn-figures.ts";

/** A customer as it was on a day, and whether it was lost within the horizon after it. */
export interface ChurnExample {
  readonly features: readonly number[];
  readonly isLost: boolean;
}

/** The rules that say who is lost, and how far ahead is looked. */
export interface ChurnQuestion {
  readonly flows: FlowRules;
  readonly horizon: Duration;
}

/**
 * Whether a customer of the base can be lost within the horizon at all: one that bought too recently cannot, and its
 * probability is 0 without any model.
 */
export function canBeLost(
  history: CustomerHistory,
  { flows, horizon }: ChurnQuestion,
  day: LocalDate,
): boolean {
  if (!isInBase(flowStateAt(history, flows, day))) return false;
  if (flows.basis === "agreements") return true;
  const { lost } = flowLimits(flows, addToDate(day, horizon));
  return !history.purchases.some(({ on, isReturn }) => !isReturn && on > lost && on <= day);
}

/**
 * The examples of a day: every customer that was in the base and could be lost, by what was known that day, and what
 * became of it. The horizon after the day must have passed, and its purchases must be in the histories.
 */
export function churnExamples(
  histories: Iterable<CustomerHistory>,
  question: ChurnQuestion,
  day: LocalDate,
): readonly ChurnExample[] {
  const end = addToDate(day, question.horizon);
  const examples: ChurnExample[] = [];
  for (const history of histories) {
    if (!canBeLost(history, question, day)) continue;
    examples.push({
      features: churnFeatures(churnFigures(history, day)),
      isLost: flowStateAt(history, question.flows, end) === "lost",
    });
  }
  return examples;
}
