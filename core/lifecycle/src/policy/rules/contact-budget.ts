import { stillRuns } from "../../schedule/calendar.ts";
import type { RuleContext } from "../rule-context.ts";
import { type SkipVerdict, skip } from "../verdict.ts";

/** Marketing stops when the year's contacts are used up: the more a customer buys, the fewer there are (V-12). */
export function contactBudget(context: RuleContext): SkipVerdict | undefined {
  const { person, policy, judgedClass } = context;
  const { budget } = policy;
  if (judgedClass !== "marketing" || budget === null) return undefined;
  const bought = person.purchasesLastYear ?? 0;
  const limit = Math.max(
    budget.atLeast,
    Math.floor(budget.perYear - budget.lessPerPurchase * bought),
  );
  const count = context.ledger.marketingLastYear ?? countedEntries(context);
  if (count < limit) return undefined;
  return skip("budget-spent", { purpose: "marketing", count, limit, window: "P1Y" });
}

function countedEntries({ ledger, message, person, place, now }: RuleContext): number {
  return ledger.entries.filter(
    (entry) =>
      entry.class === "marketing" &&
      entry.customerId === person.customer.id &&
      entry.messageId !== message.id &&
      stillRuns(entry.at, "P1Y", now, place.zone),
  ).length;
}
