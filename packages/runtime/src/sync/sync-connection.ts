import { ConnectorError, type Instant, type Session, type Signal } from "@perennial/contract";
import {
  asTenant,
  beginLoad,
  listConnections,
  noteReadings,
  type ReadRecords,
  saveCursor,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import type { OpenConnection } from "../connection/connections.ts";
import { noteConnection } from "../connection/note-connection.ts";
import { retryTransaction } from "../deliver/retry-transaction.ts";
import { faultWords, isLastingFault } from "../failure/lasting-fault.ts";
import { applySignals } from "../ingest/apply-signals.ts";
import { measuresOf } from "../measure/measures.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** What a sync read. */
export interface SyncResult {
  readonly connection: string;
  readonly signals: number;
}

/** Told after each page of a sync. */
export type SyncProgress = (sofar: SyncResult) => void;

/**
 * Reads what has changed on the other side of every connection that can tell, page by page; a page's cursor
 * is stored with what it told. The first load fills the mirror and starts nothing (ux.md, 1). A connection that
 * cannot be read stands still with the reason if its credentials are refused, and is read another time if not.
 */
export async function syncConnections(
  context: RuntimeContext,
  tenant: Tenant,
  progress: SyncProgress = () => {},
): Promise<readonly SyncResult[]> {
  const results: SyncResult[] = [];
  for (const open of await context.connections.all(tenant.id)) {
    if (!open.connector.manifest.capabilities.includes("changes.read")) continue;
    results.push(await syncOne(context, { tenant, open, progress }));
  }
  return results;
}

interface Sync {
  readonly tenant: Tenant;
  readonly open: OpenConnection;
  readonly progress: SyncProgress;
}

async function syncOne(context: RuntimeContext, sync: Sync): Promise<SyncResult> {
  const { connection, connector } = sync.open;
  const what = { name: "sync", tenant: sync.tenant.id, connector: connector.manifest.id } as const;
  const read = async () => readChanges(context, sync, await sync.open.session());
  try {
    return await measuresOf(context).work(what, read, ({ signals }) => ({ signals }));
  } catch (error) {
    await tell(context, sync, error);
    return { connection: connection.id, signals: 0 };
  }
}

/** One connection's trouble is told and does not keep the others from being read. */
async function tell(
  context: RuntimeContext,
  { tenant, open }: Sync,
  error: unknown,
): Promise<void> {
  const { id } = open.connection;
  const reason = faultWords(error);
  if (!ConnectorError.isInstance(error)) {
    context.log.error("Reading a connection failed; it goes on from there at the next review.", {
      ...{ tenant: tenant.slug, connection: id, reason },
    });
    return;
  }
  const { kind } = error;
  measuresOf(context).connectorError(open.connector.manifest.id, kind);
  context.log.warn("A connection could not be read.", { connection: id, kind, reason });
  if (kind === "unauthenticated") await setProblem(context, { tenant, id, problem: reason });
}

async function readChanges(
  context: RuntimeContext,
  { tenant, open, progress }: Sync,
  session: Session,
): Promise<SyncResult> {
  const { id } = open.connection;
  const rows = await asTenant(context.db, tenant.id, listConnections);
  const stored = rows.find((each) => each.id === id);
  if (stored?.state === "disconnected") return { connection: id, signals: 0 };
  if (stored?.cursor === null) {
    await asTenant(context.db, tenant.id, (tx) => beginLoad(tx, id, context.clock.now()));
  }
  const quiet = stored?.syncedAt === null;
  let signals = 0;
  let cursor = stored?.cursor ?? undefined;
  for await (const page of session.changesSince?.(cursor) ?? []) {
    cursor = page.cursor;
    const at = { cursor: page.cursor, syncedAt: stored?.syncedAt ?? null };
    await takePage(context, { tenant, id, signals: page.signals, quiet, at });
    signals += page.signals.length;
    progress({ connection: id, signals });
  }
  if (cursor !== undefined) await markSynced(context, { tenant, id, cursor });
  // What the other side refused before, it allows again.
  if (stored?.state === "paused") await setProblem(context, { tenant, id, problem: null });
  return { connection: id, signals };
}

interface Page {
  readonly tenant: Tenant;
  readonly id: string;
  readonly signals: readonly Signal[];
  readonly quiet: boolean;
  /** How far has been read when this page is taken in. */
  readonly at: { readonly cursor: string; readonly syncedAt: Instant | null };
}

/** Takes a page in, with its cursor; where something in it cannot be kept, all of it but that. */
async function takePage(context: RuntimeContext, page: Page): Promise<void> {
  const { tenant, id, signals, quiet, at } = page;
  const inTransaction = (work: (tx: TenantTransaction) => Promise<void>) =>
    retryTransaction(() => asTenant(context.db, tenant.id, work));
  const now = context.clock.now();
  const markRead = async (tx: TenantTransaction) => {
    await noteReadings(tx, id, { records: recordsIn(signals), now });
    await saveCursor(tx, id, at);
  };
  try {
    await inTransaction(async (tx) => {
      await applySignals(context, tx, { tenant, signals, quiet, from: () => id });
      await markRead(tx);
    });
    return;
  } catch (error) {
    if (!isLastingFault(error)) throw error;
  }
  for (const signal of signals) {
    try {
      await inTransaction((tx) =>
        applySignals(context, tx, { tenant, signals: [signal], quiet, from: () => id }),
      );
    } catch (error) {
      if (!isLastingFault(error)) throw error;
      const reason = faultWords(error);
      context.log.error("A change could not be taken in.", {
        connection: id,
        signal: signal.id,
        reason,
      });
    }
  }
  await inTransaction(markRead);
}

/** How many records of each kind signals tell of: what stands before the point of their type. */
function recordsIn(signals: readonly Signal[]): readonly ReadRecords[] {
  const kinds = Map.groupBy(signals, ({ type }) => type.split(".")[0] ?? type);
  return [...kinds].map(([kind, own]) => ({ kind, read: own.length })).sort(byKind);
}

function byKind(one: ReadRecords, two: ReadRecords): number {
  return one.kind < two.kind ? -1 : 1;
}

async function markSynced(
  context: RuntimeContext,
  at: { readonly tenant: Tenant; readonly id: string; readonly cursor: string },
): Promise<void> {
  await asTenant(context.db, at.tenant.id, (tx) =>
    saveCursor(tx, at.id, { cursor: at.cursor, syncedAt: context.clock.now() }),
  );
}

async function setProblem(
  { db, clock }: RuntimeContext,
  at: { readonly tenant: Tenant; readonly id: string; readonly problem: string | null },
): Promise<void> {
  const note = { problem: at.problem };
  await asTenant(db, at.tenant.id, (tx) => noteConnection(tx, at.id, { note, now: clock.now() }));
}
