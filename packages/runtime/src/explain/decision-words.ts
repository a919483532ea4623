import type { Locale } from "@perennial/contract";
import { decisionSentence } from "@perennial/lifecycle";
import type { StoredDecision } from "@perennial/store";
import { STUCK } from "../advance/advance-one.ts";

/** A decision in a sentence, those of the runtime itself included (product.md, feature 4). */
export function decisionWords(
  decision: Pick<StoredDecision, "kind" | "reason" | "step" | "evidence">,
  locale: Locale,
): string {
  const { kind, reason, evidence } = decision;
  if (kind !== "failed" || reason !== STUCK) return decisionSentence(decision, locale);
  const problem = String(evidence.problem ?? "").replace(/\.$/, "");
  return locale === "sv"
    ? `Kommer inte vidare i programmet på grund av ett fel: ${problem}.`
    : `Cannot go on in the program because of a fault: ${problem}.`;
}
