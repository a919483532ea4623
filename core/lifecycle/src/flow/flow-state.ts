import type { FlowState, LocalDate } from "@perennial/contract";
import type { CustomerHistory } from "../portfolio/customer-history.ts";
import { type DatedAgreement, runsOn } from "../portfolio/dated-agreement.ts";
import type { KnownPurchase } from "../portfolio/known-purchase.ts";
import { type FlowLimits, flowLimits } from "./flow-limits.ts";
import type { FlowRules } from "./flow-rules.ts";

/** What the state of a customer that buys follows from. Sums are in minor units, returns deducted. */
export interface FlowFigures {
  /** Purchases until and with the day, returns not counted. */
  readonly purchases: number;
  readonly first?: LocalDate;
  readonly last?: LocalDate;
  /** What was bought for in the last trend period, and in the one before. */
  readonly recent: number;
  readonly earlier: number;
}

/** Counts what the state follows from; nothing after the day is looked at. */
export function flowFigures(purchases: readonly KnownPurchase[], limits: FlowLimits): FlowFigures {
  let count = 0;
  let first: LocalDate | undefined;
  let last: LocalDate | undefined;
  let recent = 0;
  let earlier = 0;
  for (const { on, amount, isReturn } of purchases) {
    if (on > limits.day) continue;
    if (on > limits.trend) recent += amount;
    else if (on > limits.before) earlier += amount;
    if (isReturn) continue;
    count += 1;
    if (first === undefined || on < first) first = on;
    if (last === undefined || on > last) last = on;
  }
  return {
    purchases: count,
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
    recent,
    earlier,
  };
}

/**
 * The state of a customer that buys (D-13, D-16): the first line that fits. Nothing for one that has not bought.
 * @param change per cent from which spending has grown or decreased
 */
export function flowStateOf(
  { purchases, first, last, recent, earlier }: FlowFigures,
  limits: FlowLimits,
  change: number,
): FlowState | undefined {
  if (purchases === 0 || first === undefined || last === undefined) return undefined;
  if (last <= limits.lost) return "lost";
  if (last <= limits.inactive) return "inactive";
  if (purchases === 1) return "starter";
  if (first > limits.before || earlier <= 0) return "active";
  if (recent * 100 >= earlier * (100 + change)) return "growing";
  if (recent * 100 <= earlier * (100 - change)) return "decreasing";
  return "active";
}

/** The state of a customer with agreements: active while an own one runs, lost when all that have begun are over. */
export function flowStateOfAgreements(
  agreements: readonly DatedAgreement[],
  day: LocalDate,
): FlowState | undefined {
  const begun = agreements.filter(({ from }) => from <= day);
  if (begun.length === 0) return undefined;
  return begun.some((agreement) => runsOn(agreement, day)) ? "active" : "lost";
}

/** The state of a customer on a day, by what had happened before the end of it (D-13 to D-16). */
export function flowStateAt(
  history: Pick<CustomerHistory, "purchases" | "agreements">,
  rules: FlowRules,
  day: LocalDate,
): FlowState | undefined {
  if (rules.basis === "agreements") return flowStateOfAgreements(history.agreements, day);
  const limits = flowLimits(rules, day);
  return flowStateOf(flowFigures(history.purchases, limits), limits, rules.change);
}

/** Whether a state is one of a customer the company has; a lost one, and one without a state, is not. */
export function isInBase(state: FlowState | undefined): state is Exclude<FlowState, "lost"> {
  return state !== undefined && state !== "lost";
}
