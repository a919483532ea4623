import type { ChangePage, Instant, Misunderstanding, Signal } from "@perennial/contract";
import {
  asTenant,
  notePageProblems,
  noteReadings,
  noteTotal,
  type ReadRecords,
  saveCursor,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { retryTransaction } from "../deliver/retry-transaction.ts";
import { faultWords, isLastingFault } from "../failure/lasting-fault.ts";
import { applySignals } from "../ingest/apply-signals.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { RuntimeError } from "../runtime-error.ts";
import { exclusionOf, idsIn } from "./page-exclusions.ts";

/** A page of changes on its way into the mirror. */
export interface TakenPage {
  readonly tenant: Tenant;
  /** The connection that told it. */
  readonly id: string;
  readonly page: ChangePage;
  /** Whether it only fills the mirror and starts nothing. */
  readonly quiet: boolean;
  /** Where reading stood before it, and when everything was read last. */
  readonly at: { readonly from: string | null; readonly syncedAt: Instant | null };
}

/** Reading stands elsewhere than this reader thought: it was begun anew, or another reads. Nothing of the page is kept. */
export class OvertakenError extends RuntimeError {
  constructor(connection: string) {
    super(`The connection "${connection}" is read by another, or anew; this reading ends.`);
    this.name = "OvertakenError";
  }
}

/**
 * Takes a page in, with its cursor; where something in it cannot be kept, all of it but that.
 * @throws OvertakenError where reading does not stand before the page any more.
 */
export async function takePage(context: RuntimeContext, taken: TakenPage): Promise<void> {
  const { tenant, id, page, quiet } = taken;
  const inTransaction = (work: (tx: TenantTransaction) => Promise<void>) =>
    retryTransaction(() => asTenant(context.db, tenant.id, work));
  const apply = (tx: TenantTransaction, signals: readonly Signal[]) =>
    applySignals(context, tx, { tenant, signals, quiet, from: () => id });
  const problems = [...(page.problems ?? [])];
  try {
    await inTransaction(async (tx) => {
      await apply(tx, page.signals);
      await markRead(context, tx, { ...taken, problems });
    });
    return;
  } catch (error) {
    if (error instanceof OvertakenError || !isLastingFault(error)) throw error;
  }
  for (const signal of page.signals) {
    try {
      await inTransaction((tx) => apply(tx, [signal]));
    } catch (error) {
      if (!isLastingFault(error)) throw error;
      const reason = faultWords(error);
      problems.push({ place: `signal ${signal.id}`, message: reason });
      context.log.error("A change could not be taken in.", {
        ...{ connection: id, signal: signal.id, reason },
      });
    }
  }
  await inTransaction((tx) => markRead(context, tx, { ...taken, problems }));
}

interface Marked extends TakenPage {
  readonly problems: readonly Misunderstanding[];
}

async function markRead(
  { clock }: RuntimeContext,
  tx: TenantTransaction,
  { id, page, problems, at }: Marked,
): Promise<void> {
  const now = clock.now();
  if (!(await saveCursor(tx, id, { ...at, cursor: page.cursor }))) throw new OvertakenError(id);
  await noteReadings(tx, id, { records: recordsIn(page.signals), now });
  if (page.total !== undefined) await noteTotal(tx, id, page.total);
  const excluded = problems.map(exclusionOf);
  await notePageProblems(tx, id, { read: idsIn(page.signals), excluded, now });
}

/** How many records of each kind signals tell of: what stands before the point of their type. */
function recordsIn(signals: readonly Signal[]): readonly ReadRecords[] {
  const kinds = Map.groupBy(signals, ({ type }) => type.split(".")[0] ?? type);
  return [...kinds].map(([kind, own]) => ({ kind, read: own.length })).sort(byKind);
}

function byKind(one: ReadRecords, two: ReadRecords): number {
  return one.kind < two.kind ? -1 : 1;
}
