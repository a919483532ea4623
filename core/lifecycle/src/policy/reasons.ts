import { z } from "zod";

/**
 * Every reason why a message was not sent, or not yet, or why a person was not taken along: a closed list, so that
 * counts can be compared over years (product.md must-have 27). The last eight were added where the list had no
 * word. Each has a sentence in `reason-sentence.ts`.
 */
export const REASONS = [
  "no-consent",
  "suppressed",
  "do-not-call",
  "capped",
  "quiet-hours-wait",
  "quiet-hours-drop",
  "expired",
  "holdout",
  "duplicate",
  "missing-address",
  "missing-data",
  "render-error",
  "provider-rejected",
  "exited",
  "goal-met",
  "program-paused",
  "not-approved",
  "superseded-by-priority",
  /** The customer's own pause (V-08). */
  "paused",
  /** An earlier attempt may have arrived, and may not be repeated (reliability.md 3.4). */
  "unknown-outcome",
  /** Erased, deceased or gone from the CRM. */
  "customer-gone",
  /** The program was archived while the message waited. */
  "program-ended",
  /** The year's marketing contacts are used up (V-12). */
  "budget-spent",
  /** The date a step is tied to had passed when the step was reached (product.md must-have 8). */
  "date-passed",
  /** The company has paused all sending (ux.md 2). */
  "sending-paused",
  /** The customer is on the phone with us (product.md 2, item 10). */
  "in-call",
] as const;
export const Reason = z.enum(REASONS).meta({ id: "Reason" });
export type Reason = z.infer<typeof Reason>;
