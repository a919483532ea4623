import type { RuleContext } from "../rule-context.ts";
import { type SkipVerdict, skip } from "../verdict.ts";

/** A message leaves on a ground that the law accepts, or not at all (product.md must-have 11). */
export function consent({ ground }: RuleContext): SkipVerdict | undefined {
  if (ground.allowed || ground.reason !== "no-consent") return undefined;
  return skip("no-consent", ground.evidence);
}
