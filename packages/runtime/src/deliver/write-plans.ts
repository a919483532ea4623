import { type Command, IDEMPOTENT, type Instant } from "@perennial/contract";
import {
  addDecisions,
  addOrders,
  addSends,
  changeRows,
  type OutboxRow,
  type RowChange,
  settleSends,
  skipCalls,
  type TenantTransaction,
  wake,
} from "@perennial/store";
import type { OpenConnection } from "../connection/connections.ts";
import type { Batch } from "./batch.ts";
import { contactEffect } from "./contact-effect.ts";
import { later } from "./later.ts";
import type { Plan, PlannedRow } from "./plan.ts";
import { alarmOf, decisionOf, stimulusOf } from "./plan-consequences.ts";
import type { Attempt } from "./settlement-of.ts";

/** How long a worker may hold what it has claimed, in milliseconds (reliability.md, 2.2). */
export const LEASE = 60_000;

/** A command that this worker has claimed and is to perform. */
export interface Claimed {
  readonly command: Command;
  readonly connection: OpenConnection;
  readonly attempt: Attempt;
}

/** A command that this worker is to ask the other side about. */
export interface Asked {
  readonly command: Command;
  readonly connection: OpenConnection;
  readonly row: OutboxRow;
  readonly attemptedAt: Instant;
  readonly token: string;
}

/** A program that an effect starts for the same customer and agreement (P-05). */
export interface ProgramStart {
  readonly enrolmentId: number;
  readonly program: string;
  readonly customerId: string;
  readonly agreementId?: string;
  readonly invitationId?: string;
  /** The program that asks. */
  readonly by: string;
}

/** What the plans of a batch amount to, once written. */
export interface WrittenPlans {
  readonly claimed: readonly Claimed[];
  readonly asked: readonly Asked[];
  readonly held: number;
  readonly skipped: number;
  readonly unclear: number;
}

/** How plans are written. */
export interface PlanWriting {
  readonly batch: Batch;
  /** This worker's name for what it claims now. */
  readonly token: string;
  readonly startPrograms: (starts: readonly ProgramStart[]) => Promise<void>;
}

/** Writes what was decided of a batch, in the transaction that claimed it, and gives what is to be performed now. */
export async function writePlans(
  tx: TenantTransaction,
  planned: readonly PlannedRow[],
  writing: PlanWriting,
): Promise<WrittenPlans> {
  const { batch } = writing;
  const rows = await withoutDuplicates(tx, planned);
  const ofAll = <T>(part: (each: PlannedRow) => readonly T[]): readonly T[] => rows.flatMap(part);
  await Promise.all([
    changeRows(
      tx,
      rows.map((each) => changeOf(each, writing)),
    ),
    skipCalls(tx, ofAll(cancelOf), batch.now),
    settleSends(tx, ofAll(unknownSend)),
    addDecisions(
      tx,
      ofAll((each) => decisionOf(each, batch)),
    ),
    addOrders(
      tx,
      ofAll((each) => alarmOf(each, batch.now)),
      batch.now,
    ),
    wake(
      tx,
      ofAll((each) => stimulusOf(each, batch)),
      batch.now,
    ),
  ]);
  const starts = rows.flatMap((each) => startOf(each, batch));
  if (starts.length > 0) await writing.startPrograms(starts);
  const count = (kind: Plan["do"]) => rows.filter(({ plan }) => plan.do === kind).length;
  return {
    claimed: rows.flatMap((each) => claimOf(each, writing)),
    asked: rows.flatMap((each) => askedOf(each, writing)),
    held: count("hold"),
    skipped: count("skip"),
    unclear: count("give-up"),
  };
}

/** Of messages that may be sent once only, whoever asks, the first keeps its place; the index decides. */
async function withoutDuplicates(
  tx: TenantTransaction,
  planned: readonly PlannedRow[],
): Promise<readonly PlannedRow[]> {
  const sends = planned.flatMap(({ plan }) =>
    plan.do === "attempt" && plan.send ? [plan.send] : [],
  );
  if (sends.length === 0) return planned;
  const entered = await addSends(tx, sends);
  return planned.map(({ row, plan }) => {
    if (plan.do !== "attempt" || !plan.send || entered.has(`${row.enrolmentId}/${row.seq}`)) {
      return { row, plan };
    }
    const { channel, program, step } = plan.send;
    return { row, plan: { do: "skip", reason: "duplicate", evidence: { channel, program, step } } };
  });
}

function changeOf({ row, plan }: PlannedRow, { batch, token }: PlanWriting): RowChange {
  const key = { enrolmentId: row.enrolmentId, seq: row.seq };
  const reason = row.reason ?? undefined;
  const waiting = row.state === "pending" ? "pending" : "unknown";
  const settledAt = batch.now;
  switch (plan.do) {
    case "leave":
      return { ...key, state: waiting, dueAt: plan.until, reason };
    case "hold":
      return { ...key, state: waiting, dueAt: plan.until, reason: plan.reason };
    case "skip":
      return { ...key, state: "skipped", reason: plan.reason, settledAt };
    case "attempt": {
      const { command, connection, resend } = plan;
      const connectionId = connection.connection.id;
      const attempt = {
        at: batch.now,
        token,
        command,
        connectionId,
        resend: resend === "unproven",
      };
      return { ...key, state: "claimed", dueAt: later(batch.now, LEASE), attempt };
    }
    case "look-up":
      return { ...key, state: "unknown", dueAt: later(batch.now, LEASE), reason, token };
    case "give-up":
      return { ...key, state: "unclear", reason: "unknown-outcome", settledAt };
    case "fail":
      return { ...key, state: "refused", reason: plan.detail, settledAt };
    case "finish":
      return { ...key, state: "done", reason: plan.reason, settledAt };
    case "start-program":
      return { ...key, state: "done", settledAt };
  }
}

function unknownSend({ row, plan }: PlannedRow) {
  if (plan.do !== "give-up" || !contactEffect(row.order)) return [];
  const { enrolmentId, seq, customerId } = row;
  return [{ enrolmentId, seq, customerId, outcome: "unknown" as const }];
}

/** A call that is to be taken back is not put on the list any more, whatever becomes of what is under way. */
function cancelOf({ row, plan }: PlannedRow) {
  const { order, enrolmentId } = row;
  if (order.kind !== "withdraw-call" || plan.do === "leave") return [];
  return [{ enrolmentId, seq: order.callSeq, reason: order.reason }];
}

function startOf({ row, plan }: PlannedRow, batch: Batch): readonly ProgramStart[] {
  const origin = batch.origins.get(row.enrolmentId);
  if (plan.do !== "start-program" || !origin) return [];
  const { customerId, enrolmentId } = row;
  const { agreementId, invitationId } = origin;
  return [
    {
      enrolmentId,
      program: plan.program,
      customerId,
      by: origin.program,
      ...(agreementId !== null && { agreementId }),
      ...(invitationId !== null && { invitationId }),
    },
  ];
}

function claimOf({ row, plan }: PlannedRow, { batch, token }: PlanWriting): readonly Claimed[] {
  if (plan.do !== "attempt") return [];
  const { command, connection } = plan;
  const attempt: Attempt = {
    enrolmentId: row.enrolmentId,
    seq: row.seq,
    token,
    at: batch.now,
    firstAt: row.firstAttemptedAt ?? batch.now,
    attempts: row.attempts + 1,
    statutory: contactEffect(row.order)?.class === "statutory",
    idempotent: IDEMPOTENT[command.kind],
    proof: connection.connector.manifest.proof,
    doubt: plan.resend === "no" ? "none" : plan.resend,
  };
  return [{ command, connection, attempt }];
}

function askedOf({ row, plan }: PlannedRow, { batch, token }: PlanWriting): readonly Asked[] {
  if (plan.do !== "look-up") return [];
  const { command, connection } = plan;
  const attemptedAt = row.firstAttemptedAt ?? row.attemptedAt ?? batch.now;
  return [{ command, connection, row, attemptedAt, token }];
}
