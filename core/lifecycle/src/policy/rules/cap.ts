import { reachedCap } from "../reached-cap.ts";
import type { RuleContext } from "../rule-context.ts";
import { hold, skip, type Verdict } from "../verdict.ts";

/** No more messages in a window than the policy's caps allow, over all programs (product.md must-have 12). */
export function cap(context: RuleContext): Verdict | undefined {
  const reached = reachedCap(context);
  if (reached === undefined) return undefined;
  const mode = context.message.onCap ?? context.policy.onCap;
  return mode === "drop"
    ? skip("capped", { ...reached.evidence, until: reached.until })
    : hold(reached.until, "capped", reached.evidence);
}
