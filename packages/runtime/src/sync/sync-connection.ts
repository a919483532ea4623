import { ConnectorError, type Session } from "@perennial/contract";
import {
  asTenant,
  listConnections,
  saveCursor,
  setConnectionState,
  type Tenant,
} from "@perennial/store";
import type { OpenConnection } from "../connection/connections.ts";
import { applySignals } from "../ingest/apply-signals.ts";
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
 * is stored with what it told. The first load fills the mirror and starts nothing (ux.md, 1).
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
  const { id } = sync.open.connection;
  try {
    const session = await sync.open.session();
    return await readChanges(context, sync, session);
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    context.log.warn("A connection could not be read.", {
      connection: id,
      kind: error.kind,
      reason: error.message,
    });
    if (error.kind === "unauthenticated") {
      await asTenant(context.db, sync.tenant.id, (tx) =>
        setConnectionState(tx, id, { problem: error.message }),
      );
    }
    return { connection: id, signals: 0 };
  }
}

async function readChanges(
  context: RuntimeContext,
  { tenant, open, progress }: Sync,
  session: Session,
): Promise<SyncResult> {
  const { id } = open.connection;
  const rows = await asTenant(context.db, tenant.id, listConnections);
  const stored = rows.find((each) => each.id === id);
  const quiet = stored?.syncedAt === null;
  let signals = 0;
  let cursor = stored?.cursor ?? undefined;
  for await (const page of session.changesSince?.(cursor) ?? []) {
    cursor = page.cursor;
    await asTenant(context.db, tenant.id, async (tx) => {
      await applySignals(context, tx, { tenant, signals: page.signals, quiet });
      await saveCursor(tx, id, { cursor: page.cursor, syncedAt: stored?.syncedAt ?? null });
    });
    signals += page.signals.length;
    progress({ connection: id, signals });
  }
  if (cursor !== undefined) await markSynced(context, { tenant, id, cursor });
  return { connection: id, signals };
}

async function markSynced(
  context: RuntimeContext,
  at: { readonly tenant: Tenant; readonly id: string; readonly cursor: string },
): Promise<void> {
  await asTenant(context.db, at.tenant.id, (tx) =>
    saveCursor(tx, at.id, { cursor: at.cursor, syncedAt: context.clock.now() }),
  );
}
