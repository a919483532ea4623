import type { Instant } from "@perennial/contract";
import type { Enrolment } from "@perennial/lifecycle";
import { sql } from "kysely";

/** An enrolment as a row: what the core works on, and which program version it runs. */
export interface StoredEnrolment {
  readonly id: number;
  readonly program: string;
  readonly programVersion: number;
  readonly customerId: string;
  readonly agreementId: string | null;
  readonly invitationId: string | null;
  readonly key: string;
  readonly round: number;
  readonly ended: boolean;
  readonly step: string | null;
  readonly stage: string | null;
  readonly timerAt: Instant | null;
  readonly effects: number;
  readonly variables: Enrolment["variables"];
  readonly holdout: boolean;
  readonly enteredAt: Instant;
  readonly endedAt: Instant | null;
  readonly endReason: string | null;
}

/** The columns of an enrolment under the names of `StoredEnrolment`, for the alias `e`. */
export const ENROLMENT_COLUMNS = sql`
  e.id, e.program, e.program_version as "programVersion", e.customer_id as "customerId",
  e.agreement_id as "agreementId", e.invitation_id as "invitationId", e.key, e.round, e.ended, e.step, e.stage, e.timer_at as "timerAt",
  e.effects, e.variables, e.holdout, e.entered_at as "enteredAt", e.ended_at as "endedAt",
  e.end_reason as "endReason"`;

/** A row as the core knows it. */
export function toEnrolment(row: StoredEnrolment): Enrolment {
  return {
    id: String(row.id),
    customerId: row.customerId,
    ...(row.agreementId !== null && { agreementId: row.agreementId }),
    ...(row.invitationId !== null && { invitationId: row.invitationId }),
    key: row.key,
    ...(row.step !== null && { step: row.step }),
    ...(row.stage !== null && { stage: row.stage }),
    ...(row.timerAt !== null && { timerAt: row.timerAt }),
    effects: row.effects,
    variables: row.variables,
    holdout: row.holdout,
    ...(row.endedAt !== null && {
      ended: { at: row.endedAt, reason: row.endReason ?? "completed" },
    }),
  };
}
