import type { Log } from "@perennial/contract";
import type { OutboxRow } from "@perennial/store";
import type { Batch } from "./batch.ts";
import { contactEffect } from "./contact-effect.ts";
import { later } from "./later.ts";
import type { Plan, PlannedRow } from "./plan.ts";
import { planRow } from "./plan-row.ts";

/** How soon a row is looked at again that could not be judged, in milliseconds. */
const FAULTY = 60 * 60_000;
/** Above every priority of a message. */
const FIRST = 1_000;

/**
 * Decides about a batch. Messages are judged in the order in which they compete for what the caps leave over, the
 * more valuable first; each sees what leaves before it.
 */
export function planBatch(batch: Batch, log: Log): readonly PlannedRow[] {
  return [...batch.rows].sort(inOrder).map((row) => ({ row, plan: planSafely(row, batch, log) }));
}

/** A row that cannot be judged must not keep a thousand others from leaving. */
function planSafely(row: OutboxRow, batch: Batch, log: Log): Plan {
  try {
    return planRow(row, batch);
  } catch (error) {
    log.error("An effect could not be judged.", {
      tenant: batch.tenant.slug,
      enrolment: row.enrolmentId,
      seq: row.seq,
      error: error instanceof Error ? error.message : String(error),
    });
    return { do: "leave", until: later(batch.now, FAULTY) };
  }
}

function inOrder(a: OutboxRow, b: OutboxRow): number {
  const byPriority = priorityOf(b) - priorityOf(a);
  if (byPriority !== 0) return byPriority;
  const byTurn = (a.callTurn ?? 0) - (b.callTurn ?? 0);
  if (byTurn !== 0) return byTurn;
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  return a.enrolmentId - b.enrolmentId || a.seq - b.seq;
}

/** Taking a call back comes before everything, so that it is never put on the list in the same breath. */
function priorityOf({ order }: OutboxRow): number {
  if (order.kind === "withdraw-call") return FIRST;
  return contactEffect(order)?.priority ?? 0;
}
