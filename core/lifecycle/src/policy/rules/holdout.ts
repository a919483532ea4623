import type { RuleContext } from "../rule-context.ts";
import { type SkipVerdict, skip } from "../verdict.ts";

/**
 * The control group gets no marketing of its program; service and statutory messages reach it as everybody
 * (product.md must-have 23).
 */
export function holdout({ message, judgedClass }: RuleContext): SkipVerdict | undefined {
  if (!message.holdout || judgedClass !== "marketing") return undefined;
  return skip("holdout", { program: message.program });
}
