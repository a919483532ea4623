import type { Instant, Signal } from "@perennial/contract";
import {
  addDecisions,
  addOrders,
  type CommandOrigin,
  commandId,
  type DoneContact,
  markOutcomes,
  parseCommandId,
  readDoneContacts,
  settleSends,
  type TenantTransaction,
} from "@perennial/store";
import { alarmOrder } from "./alarm-order.ts";
import { channelOf } from "./contact-effect.ts";
import { keptEvidence } from "./kept-evidence.ts";
import { type Outcome, recordSettlements } from "./record-settlements.ts";

/** What the other side told of one of our commands: that it has it, or that it did not arrive. */
interface Report extends CommandOrigin {
  readonly at: Instant;
  /** What the timeline says of it. */
  readonly outcome: "delivered" | "failed" | undefined;
  /** Why it did not arrive. */
  readonly failure: string | undefined;
}

/**
 * Settles what delivery reports and answers prove: a command of unknown outcome that was reported on was taken, and
 * one reported before our request was answered needs no answer (reliability.md, 3.4). A message that the law asks
 * for and that did not arrive becomes a task for a person. Call it in the transaction that takes the signals in,
 * before they reach the programs; a repeated report changes nothing.
 */
export async function settleByReport(
  tx: TenantTransaction,
  signals: readonly Signal[],
  now: Instant,
): Promise<void> {
  const reports = reportsIn(tx.tenant, signals);
  if (reports.length === 0) return;
  await recordSettlements(tx, reports.map(outcomeOf), { now, provenBy: "report", notes: true });
  await markOutcomes(
    tx,
    reports.flatMap((report) => timelineOutcome(tx.tenant, report)),
  );
  const failures = reports.filter(({ failure }) => failure !== undefined);
  if (failures.length > 0) await recordFailures(tx, failures, now);
}

/** One report for each command: of several the last, but a failure is final. */
function reportsIn(tenant: number, signals: readonly Signal[]): readonly Report[] {
  const reports = new Map<string, Report>();
  for (const signal of signals) {
    const id = "commandId" in signal ? signal.commandId : undefined;
    const origin = id === undefined ? undefined : parseCommandId(tenant, id);
    if (id === undefined || !origin || reports.get(id)?.failure !== undefined) continue;
    const failure = signal.type === "message.failed" ? signal.reason : undefined;
    const delivered = signal.type === "message.delivered" ? "delivered" : reports.get(id)?.outcome;
    const outcome = failure === undefined ? delivered : "failed";
    reports.set(id, { ...origin, at: signal.at, outcome, failure });
  }
  return [...reports.values()];
}

function outcomeOf({ enrolmentId, seq, failure }: Report): Outcome {
  if (failure === undefined) return { enrolmentId, seq, state: "done" };
  return { enrolmentId, seq, state: "refused", reason: failure };
}

function timelineOutcome(tenant: number, report: Report) {
  const { outcome } = report;
  return outcome === undefined ? [] : [{ id: commandId(tenant, report), outcome }];
}

/** Messages that were sent and did not arrive: they count for no cap, and the law's need a person. */
async function recordFailures(
  tx: TenantTransaction,
  failures: readonly Report[],
  now: Instant,
): Promise<void> {
  const done = await readDoneContacts(tx, failures);
  const wordsOf = new Map(
    failures.map((each) => [`${each.enrolmentId}/${each.seq}`, each.failure]),
  );
  const told = done.map((row) => ({
    ...row,
    reason: wordsOf.get(`${row.enrolmentId}/${row.seq}`) ?? null,
  }));
  await settleSends(
    tx,
    told.map((row) => ({ ...row, outcome: "refused" })),
  );
  await addDecisions(
    tx,
    told.map((row) => failed(row, now)),
  );
  const lawful = told.filter(({ order }) => order.class === "statutory");
  const orders = lawful.map((row) =>
    alarmOrder(row, {
      ...{ at: now, cause: "not-delivered", channel: channelOf(row.order) },
      detail: row.reason ?? undefined,
    }),
  );
  await addOrders(tx, orders, now);
}

function failed(row: DoneContact & { readonly reason: string | null }, now: Instant) {
  const { customerId, enrolmentId, program, order, reason } = row;
  const detail = reason === null ? {} : { detail: reason };
  const evidence = keptEvidence({ channel: channelOf(row.order), source: "report", ...detail });
  const about = { customerId, enrolmentId, program, step: order.step };
  return { ...about, at: now, kind: "failed", reason: "provider-rejected", evidence } as const;
}
