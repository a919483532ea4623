import type {
  ConnectionView,
  DecisionView,
  EnrolmentView,
  MappingTrialView,
  OutboxView,
  ProgramView,
} from "@perennial/api";
import type { RuleTrial } from "@perennial/connector-webhook";
import type { Connector, Locale } from "@perennial/contract";
import { decisionWords, type LoadedProgram } from "@perennial/runtime";
import type {
  Connection,
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
  return { ...row, evidence: { ...row.evidence }, sentence: decisionWords(row, locale) };
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
    subject: compiled.program.subject,
    state: stored.state,
    version: stored.version,
    settings: { ...compiled.settings },
    running: counts?.running ?? 0,
    ended: counts?.ended ?? 0,
  };
}

/** A connection as clients see it. */
export function connectionView(
  { id, connector: kind, state, problem, syncedAt, pausedBy }: Connection,
  at: {
    readonly tenant: number;
    readonly publicUrl: string;
    readonly connectors: readonly Connector[];
  },
): ConnectionView {
  const connector = at.connectors.find((each) => each.manifest.id === kind);
  return {
    ...{ id, connector: kind, state, problem, syncedAt, pausedBy },
    title: connector?.manifest.title ?? { sv: kind, en: kind },
    door: connector?.inbound ? new URL(hookPath(at.tenant, id), at.publicUrl).href : null,
  };
}

/** What a rule of a webhook connection's mapping made of a sample. */
export function trialView(trial: RuleTrial): MappingTrialView["rules"][number] {
  const { rule, gives, matched, items, unmet = null } = trial;
  const signals = trial.signals.map((each) => ({ ...each }));
  return { ...{ rule, gives, matched, unmet, items, signals }, problems: [...trial.problems] };
}
