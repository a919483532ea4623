import type { Channel, Instant, MessageClass } from "@perennial/contract";
import type { Decision } from "../enrolment/decision.ts";
import type { Facts } from "../facts/facts.ts";

/** The kinds of things that happen in a dry run. */
export const SIMULATED_EVENTS = [
  /** An enrolment began or ended; of the latter `reason` says why. */
  "entered",
  "left",
  /** The entry condition turned a subject away whose date had come up. */
  "turned-away",
  "goal-met",
  /** A message left, or a customer came on the call list (`channel` says which). */
  "sent",
  "held",
  "skipped",
  /** Taken back before it had left, because the program moved on. */
  "withdrawn",
  /** A task for staff, of a step or about a statutory message that could not be sent. */
  "task",
  "alarm",
  "updated",
  "webhook",
  /** Somebody called; `reason` is the outcome. */
  "called",
  /** An entry of the call list was over before anyone had called, or was taken off it. */
  "call-expired",
  "call-withdrawn",
  /** What people did; of a reply `text` is what they wrote. */
  "replied",
  "ordered",
  "accepted",
  "signed",
] as const;

/** Something that happened to a customer in a dry run: a line of "who gets what when" (product.md 2, item 1). */
export interface SimulatedEvent {
  readonly at: Instant;
  readonly what: (typeof SIMULATED_EVENTS)[number];
  readonly customerId: string;
  readonly agreementId?: string | undefined;
  readonly program?: string | undefined;
  readonly step?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly class?: MessageClass | undefined;
  /** A reason code, an outcome, or where an order was made. */
  readonly reason?: string | undefined;
  /** What was written, filled in. */
  readonly text?: string | undefined;
  /** The subject of an e-mail or a task, filled in. */
  readonly subject?: string | undefined;
  /** What something was held back or left out because of, as decisions keep it. */
  readonly evidence?: Readonly<Record<string, unknown>> | undefined;
}

/** A decision about an enrolment in a dry run, with what was known when it was made. */
export interface SimulatedDecision {
  readonly decision: Decision;
  readonly customerId: string;
  readonly agreementId?: string | undefined;
  readonly program: string;
  /** With what the enrolment had noted by then. */
  readonly facts: Facts;
}
