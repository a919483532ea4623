import type { Instant } from "@perennial/contract";
import type { Effect } from "../../enrolment/effect.ts";
import type { Enrolment, Stimulus } from "../../enrolment/enrolment.ts";
import type { PreparedProgram } from "../program/prepare-program.ts";
import type { VirtualTime } from "../time/virtual-time.ts";
import type { Dossier } from "../world/dossier.ts";

/** An enrolment under way in a dry run; its changing parts change in place. */
export interface Case {
  /** Higher for the later one. */
  readonly number: number;
  readonly program: PreparedProgram;
  readonly dossier: Dossier;
  readonly agreementId: string | undefined;
  readonly enteredAt: Instant;
  enrolment: Enrolment;
  /** What has happened to it that it has not been advanced by. */
  stimuli: Stimulus[];
  /** What it has asked for and has not been settled. */
  pending: Delivery[];
  /** The calls it has asked for so far. */
  readonly calls: Delivery[];
  /** Whether a statutory message of its could not be sent, and what the program does then is not known yet. */
  noticeFailed: boolean;
  /** How often it has been due at once, without time passing. */
  turns: { readonly at: Instant; readonly count: number };
}

/** An effect on its way, as a row of the outbox. */
export interface Delivery {
  readonly of: Case;
  readonly effect: Effect;
  readonly createdAt: Instant;
  state: "pending" | "done" | "skipped" | "withdrawn";
  dueAt: Instant;
  /** Why it was held the last time. */
  heldBy: string | undefined;
}

/** The clock of a dry run. */
export type SimulatedTime = VirtualTime<Case, Delivery>;
