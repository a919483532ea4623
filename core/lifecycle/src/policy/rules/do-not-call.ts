import type { RuleContext } from "../rule-context.ts";
import { type SkipVerdict, skip } from "../verdict.ts";

/**
 * A number on the objection list is called with marketing only by express consent or within the rule pack's
 * exemption, one that told us itself never (product.md must-have 15 and 3.4).
 */
export function doNotCall({ ground }: RuleContext): SkipVerdict | undefined {
  if (ground.allowed || ground.reason !== "do-not-call") return undefined;
  return skip("do-not-call", ground.evidence);
}
