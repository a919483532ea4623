import type { Locale } from "@perennial/contract";
import { decisionSentence } from "@perennial/lifecycle";
import { type StoredDecision, WORKER_DOWN } from "@perennial/store";
import { STUCK } from "../advance/advance-one.ts";

/** Why something is put aside, in a sentence (reliability.md, 7.2 row 42). */
export const WORKER_DOWN_WORDS: Readonly<Record<Locale, string>> = {
  sv: "Är ställd åt sidan: programvaran avbröts tre gånger i följd medan den arbetade med detta. Ge klartecken när orsaken är åtgärdad.",
  en: "Is put aside: the software went down three times in a row while working on this. Release it once the cause is mended.",
};

/** A decision in a sentence, those of the runtime itself included (product.md, feature 4). */
export function decisionWords(
  decision: Pick<StoredDecision, "kind" | "reason" | "step" | "evidence">,
  locale: Locale,
): string {
  const { kind, reason, evidence } = decision;
  if (kind === "failed" && reason === WORKER_DOWN) return WORKER_DOWN_WORDS[locale];
  if (kind !== "failed" || reason !== STUCK) return decisionSentence(decision, locale);
  const problem = String(evidence.problem ?? "").replace(/\.$/, "");
  return locale === "sv"
    ? `Kommer inte vidare i programmet på grund av ett fel: ${problem}.`
    : `Cannot go on in the program because of a fault: ${problem}.`;
}
