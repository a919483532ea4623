import { addDuration } from "../../schedule/calendar.ts";
import type { WaitingMessage } from "../ledger.ts";
import { reachedCap } from "../reached-cap.ts";
import type { RuleContext } from "../rule-context.ts";
import { hold, skip, type Verdict } from "../verdict.ts";

/**
 * Where the caps leave room for some of the messages that wait, the more valuable leave first: those above this
 * one are counted as if they had left now (product.md must-have 12). Equal priorities go by age. It is looked at
 * again soon, as those may be stopped by checks of their own.
 */
export function priority(context: RuleContext): Verdict | undefined {
  const above = (context.ledger.waiting ?? []).filter((other) => goesFirst(other, context));
  if (above.length === 0 || reachedCap(context) !== undefined) return undefined;
  const reached = reachedCap(context, above);
  if (reached === undefined) return undefined;
  const first = above.reduce((a, b) => (b.priority > a.priority ? b : a));
  const evidence = {
    ...reached.evidence,
    messageId: first.id,
    program: first.program,
    priority: first.priority,
  };
  const { message, policy, place, now } = context;
  if ((message.onCap ?? policy.onCap) === "drop") return skip("superseded-by-priority", evidence);
  const again = addDuration(now, policy.recheck, place.zone);
  const until = again < reached.until ? again : reached.until;
  return hold(until, "superseded-by-priority", evidence);
}

function goesFirst(other: WaitingMessage, { message }: RuleContext): boolean {
  if (other.id === message.id) return false;
  if (other.priority !== message.priority) return other.priority > message.priority;
  if (other.createdAt !== message.createdAt) return other.createdAt < message.createdAt;
  return other.id < message.id;
}
