import type { AttributeValue, Instant } from "@perennial/contract";

/** The kinds of decision about a customer; what was not done is one as well. */
export const DECISION_KINDS = [
  "entered",
  "not-entered",
  "moved",
  "goal-met",
  "ended",
  "sent",
  "held",
  "skipped",
  "refused",
  "failed",
  "withdrawn",
  "unclear",
] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** Something that was decided, and why; kept for ever and told in sentences (product.md, feature 4). */
export interface Decision {
  readonly at: Instant;
  readonly kind: DecisionKind;
  readonly step?: string;
  /** What caused it: a signal's type, a reason code, `timer`. */
  readonly reason?: string;
  readonly evidence: Readonly<Record<string, AttributeValue>>;
}
