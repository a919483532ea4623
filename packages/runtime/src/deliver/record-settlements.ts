import type { Instant } from "@perennial/contract";
import {
  addDecisions,
  addOrders,
  addReceiptDetails,
  addRecords,
  INTERACTIONS,
  lockInOrder,
  type SettledRow,
  type Settlement,
  settleRows,
  settleSends,
  type TenantTransaction,
  wake,
} from "@perennial/store";
import { type Consequences, consequencesOf, type ProvenBy } from "./settled-consequences.ts";

/** How settlements are recorded. */
export interface Recording {
  readonly now: Instant;
  readonly provenBy: ProvenBy;
  /** Whether the tenant's CRM keeps notes. */
  readonly notes: boolean;
}

/** A settlement, and whether what it settles was tried in vain for so long that a person must know. */
export type Outcome = Settlement & { readonly late?: boolean };

/**
 * Records what came of rows together with everything that follows from it: the timeline, the ledger, what the
 * enrolment is told, why, and a note for the CRM. Outcomes of a worker that no longer holds its row are ignored.
 * Gives the rows that were settled.
 */
export async function recordSettlements(
  tx: TenantTransaction,
  outcomes: readonly Outcome[],
  recording: Recording,
): Promise<readonly SettledRow[]> {
  if (outcomes.length === 0) return [];
  // In this order always: an enrolment being advanced takes back effects of its own while it holds itself.
  const [, settled] = await Promise.all([
    lockInOrder(tx, [...new Set(outcomes.map((each) => each.enrolmentId))]),
    settleRows(tx, outcomes, recording.now),
  ]);
  const keys = new Set(settled.map(keyOf));
  const missed = outcomes.filter((each) => each.state === "done" && !keys.has(keyOf(each)));
  await addReceiptDetails(
    tx,
    missed.filter((each) => each.token !== undefined),
  );
  const late = new Set(outcomes.filter((each) => each.late === true).map(keyOf));
  const all = settled.map((row) =>
    consequencesOf(row, { ...recording, tenant: tx.tenant, late: late.has(keyOf(row)) }),
  );
  await write(tx, all, recording.now);
  return settled;
}

async function write(
  tx: TenantTransaction,
  all: readonly Consequences[],
  now: Instant,
): Promise<void> {
  const ofAll = <T>(part: (each: Consequences) => readonly T[]): readonly T[] => all.flatMap(part);
  await Promise.all([
    settleSends(
      tx,
      ofAll((each) => each.sends),
    ),
    addRecords(
      tx,
      INTERACTIONS,
      ofAll((each) => each.interactions),
    ),
    addDecisions(
      tx,
      ofAll((each) => each.decisions),
    ),
    addOrders(
      tx,
      ofAll((each) => each.orders),
      now,
    ),
    wake(
      tx,
      ofAll((each) => each.stimuli),
      now,
    ),
  ]);
}

function keyOf({
  enrolmentId,
  seq,
}: {
  readonly enrolmentId: number;
  readonly seq: number;
}): string {
  return `${enrolmentId}/${seq}`;
}
