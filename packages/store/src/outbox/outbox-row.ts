import type { Channel, Command, Instant, LocalDate } from "@perennial/contract";
import type { Effect } from "@perennial/lifecycle";
import { sql } from "kysely";

/**
 * Where an effect stands. `claimed` is with a worker, `unknown` may or may not have been done; the last four are
 * ends, `unclear` one that only a person or a late report can resolve (reliability.md, 3.4).
 */
export type OutboxState =
  | "pending"
  | "claimed"
  | "unknown"
  | "done"
  | "refused"
  | "skipped"
  | "unclear";

/** A line for the CRM's own timeline about a message that left. */
export interface NoteOrder {
  readonly kind: "note";
  readonly seq: number;
  readonly step: string;
  readonly at: Instant;
  readonly channel: Channel;
  /** Masked, as staff may see it. */
  readonly contactPoint: string;
  readonly text: string;
}

/** Why a person at the company must see to a message the law asks for. */
export type AlarmCause = "unclear" | "not-sent" | "not-delivered" | "late";

/** A task for a person: a message the law asks for did not certainly reach the customer. */
export interface AlarmOrder {
  readonly kind: "alarm";
  readonly seq: number;
  readonly step: string;
  readonly at: Instant;
  readonly cause: AlarmCause;
  readonly channel: Channel;
  /** What happened, in the words of whoever refused it. */
  readonly detail?: string;
}

/** What an outbox row asks for: an effect of a program, or something the deliver loop asks of itself. */
export type OutboxOrder = Effect | NoteOrder | AlarmOrder;

/** One row of the outbox. */
export interface OutboxRow {
  readonly enrolmentId: number;
  readonly seq: number;
  readonly customerId: string;
  readonly order: OutboxOrder;
  readonly state: OutboxState;
  readonly dueAt: Instant | null;
  readonly createdAt: Instant;
  readonly attempts: number;
  readonly firstAttemptedAt: Instant | null;
  readonly attemptedAt: Instant | null;
  readonly resends: number;
  readonly withdrawn: string | null;
  readonly command: Command | null;
  readonly connectionId: string | null;
  readonly reason: string | null;
  /** The day in the tenant's zone on which a call was last given a turn. */
  readonly callDay: LocalDate | null;
  /** Which of that day's calls it is; nothing where no day has room for it. */
  readonly callTurn: number | null;
}

/** The columns of a row under the names of `OutboxRow`, for the alias `o`. */
export const OUTBOX_COLUMNS = sql`
  o.enrolment_id as "enrolmentId", o.seq, o.customer_id as "customerId", o.effect as "order", o.state,
  o.due_at as "dueAt", o.created_at as "createdAt", o.attempts,
  o.first_attempted_at as "firstAttemptedAt", o.attempted_at as "attemptedAt", o.resends, o.withdrawn,
  o.command, o.connection_id as "connectionId", o.reason, o.call_day as "callDay", o.call_turn as "callTurn"`;
