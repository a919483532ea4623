import type { RuleContext } from "../rule-context.ts";
import { type SkipVerdict, skip } from "../verdict.ts";

/**
 * The control group gets no marketing of its program, and the global group none of any; service and statutory messages
 * reach them as everybody (product.md must-have 23).
 */
export function holdout({ message, judgedClass }: RuleContext): SkipVerdict | undefined {
  if (judgedClass !== "marketing") return undefined;
  if (message.globalHoldout) return skip("holdout", { cause: "global" });
  if (!message.holdout) return undefined;
  return skip("holdout", { program: message.program });
}
