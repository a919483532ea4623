import type {
  ConnectionView,
  DecisionView,
  EnrolmentView,
  OutboxView,
  ProgramView,
} from "@perennial/api";
import type { Locale } from "@perennial/contract";
import { decisionSentence } from "@perennial/lifecycle";
import type { LoadedProgram, OpenConnection } from "@perennial/runtime";
import type {
  StoredDecision,
  StoredEffect,
  StoredEnrolment,
  StoredProgram,
} from "@perennial/store";
import { hookPath } from "./hooks.ts";

/** An enrolment as clients see it. */
export function enrolmentView(row: StoredEnrolment): EnrolmentView {
  return {
    id: row.id,
    program: row.program,
    version: row.programVersion,
    customerId: row.customerId,
    agreementId: row.agreementId,
    stage: row.stage,
    step: row.step,
    waitsUntil: row.timerAt,
    enteredAt: row.enteredAt,
    endedAt: row.endedAt,
    endReason: row.endReason,
    holdout: row.holdout,
  };
}

/** A decision as clients see it. */
export function decisionView(row: StoredDecision, locale: Locale): DecisionView {
  return { ...row, evidence: { ...row.evidence }, sentence: decisionSentence(row, locale) };
}

/** An effect as clients see it. */
export function outboxView({ seq, ...row }: StoredEffect): OutboxView {
  return { id: `${row.enrolmentId}-${seq}`, ...row };
}

/** A program as clients see it. */
export function programView(
  stored: StoredProgram,
  { compiled }: LoadedProgram,
  counts: { readonly running: number; readonly ended: number } | undefined,
): ProgramView {
  return {
    id: stored.id,
    name: compiled.program.name,
    state: stored.state,
    version: stored.version,
    settings: { ...compiled.settings },
    running: counts?.running ?? 0,
    ended: counts?.ended ?? 0,
  };
}

/** A connection as clients see it. */
export function connectionView(
  { connection, connector }: OpenConnection,
  at: { readonly tenant: number; readonly publicUrl: string },
): ConnectionView {
  return {
    id: connection.id,
    connector: connection.connector,
    title: connector.manifest.title,
    state: connection.state,
    problem: connection.problem,
    syncedAt: connection.syncedAt,
    door: connector.inbound ? new URL(hookPath(at.tenant, connection.id), at.publicUrl).href : null,
  };
}
