import { FLOW_STATES, type FlowState } from "@perennial/contract";
import type { CustomerHistory } from "../portfolio/customer-history.ts";
import type { FlowRules } from "./flow-rules.ts";
import { flowStateAt } from "./flow-state.ts";
import type { FlowPair, FlowPeriod } from "./flow-statement.ts";

/** Counts how many customers moved between which states over a period; those that are none on both days are left out. */
export function flowPairs(
  histories: Iterable<Pick<CustomerHistory, "purchases" | "agreements">>,
  rules: FlowRules,
  { after, until }: FlowPeriod,
): readonly FlowPair[] {
  const counts = new Map<string, FlowPair>();
  for (const history of histories) {
    const from = flowStateAt(history, rules, after);
    const to = flowStateAt(history, rules, until);
    if (from === undefined && to === undefined) continue;
    const key = `${from}>${to}`;
    const customers = (counts.get(key)?.customers ?? 0) + 1;
    counts.set(key, { ...(from && { from }), ...(to && { to }), customers });
  }
  const rank = (state: FlowState | undefined) =>
    state === undefined ? -1 : FLOW_STATES.indexOf(state);
  return [...counts.values()].sort(
    (a, b) => rank(a.from) - rank(b.from) || rank(a.to) - rank(b.to),
  );
}
