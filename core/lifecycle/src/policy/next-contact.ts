import type { Instant } from "@perennial/contract";
import type { ReasonEvidence } from "./evidence.ts";
import { judge } from "./judge.ts";
import type { PolicyQuestion } from "./question.ts";
import type { Reason } from "./reasons.ts";
import type { HoldVerdict, LegalBasis, SkipVerdict } from "./verdict.ts";

/** When a message may leave at the earliest, as things stand. */
export type NextContact =
  | {
      readonly when: "at";
      readonly at: Instant;
      readonly basis: LegalBasis;
      readonly evidence: ReasonEvidence;
      /** What it waits for until then, in order. */
      readonly holds: readonly HoldVerdict[];
    }
  | {
      /** Nobody can say: it waits for a person to act. */
      readonly when: "unknown";
      readonly hold: HoldVerdict;
      readonly holds: readonly HoldVerdict[];
    }
  | {
      readonly when: "never";
      readonly skip: SkipVerdict;
      readonly holds: readonly HoldVerdict[];
    };

// Holds whose `until` is only a time to look again.
const OPEN_ENDED: ReadonlySet<Reason> = new Set([
  "program-paused",
  "not-approved",
  "superseded-by-priority",
  "sending-paused",
]);
// Each hold ends later than the one before; this many in a row means that settings contradict each other.
const MOST_HOLDS = 100;

/**
 * Follows a message from hold to hold, as if nothing else happened, to the moment it may leave and the ground for
 * it: what explain tells customer service comes next (product.md 2, item 9).
 */
export function nextContact(question: PolicyQuestion): NextContact {
  const holds: HoldVerdict[] = [];
  let now = question.now;
  for (;;) {
    const verdict = judge({ ...question, now });
    if (verdict.verdict === "skip") return { when: "never", skip: verdict, holds };
    if (verdict.verdict === "send") {
      return { when: "at", at: now, basis: verdict.basis, evidence: verdict.evidence, holds };
    }
    if (OPEN_ENDED.has(verdict.reason) || holds.length >= MOST_HOLDS) {
      return { when: "unknown", hold: verdict, holds };
    }
    holds.push(verdict);
    now = verdict.until;
  }
}
