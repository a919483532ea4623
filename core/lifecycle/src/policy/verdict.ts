import type { Consent, Instant } from "@perennial/contract";
import type { ReasonEvidence } from "./evidence.ts";
import type { Reason } from "./reasons.ts";

/** Why contact is lawful. */
export type LegalBasis = Consent["legalBasis"];

/** Leave now. */
export interface SendVerdict {
  readonly verdict: "send";
  readonly basis: LegalBasis;
  readonly evidence: ReasonEvidence;
}

/** Not now: judge it again at `until`. */
export interface HoldVerdict {
  readonly verdict: "hold";
  readonly until: Instant;
  readonly reason: Reason;
  readonly evidence: ReasonEvidence;
}

/** Never: what stands in the way will not pass in time. */
export interface SkipVerdict {
  readonly verdict: "skip";
  readonly reason: Reason;
  readonly evidence: ReasonEvidence;
}

/** What the policy says of a message at a moment. */
export type Verdict = SendVerdict | HoldVerdict | SkipVerdict;

/** A skip with its reason and evidence. */
export function skip(reason: Reason, evidence: ReasonEvidence): SkipVerdict {
  return { verdict: "skip", reason, evidence };
}

/** A hold with its end, reason and evidence; the evidence repeats the end. */
export function hold(until: Instant, reason: Reason, evidence: ReasonEvidence): HoldVerdict {
  return { verdict: "hold", until, reason, evidence: { ...evidence, until } };
}
