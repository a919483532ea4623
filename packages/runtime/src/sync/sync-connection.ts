import { ConnectorError, type Session } from "@perennial/contract";
import {
  asTenant,
  beginLoad,
  type Connection,
  listConnections,
  saveCursor,
  type Tenant,
} from "@perennial/store";
import type { OpenConnection } from "../connection/connections.ts";
import { noteConnection } from "../connection/note-connection.ts";
import { faultWords } from "../failure/lasting-fault.ts";
import { measuresOf } from "../measure/measures.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { OvertakenError, takePage } from "./take-page.ts";

/** What a sync read. */
export interface SyncResult {
  readonly connection: string;
  readonly signals: number;
  /** That it could not be read to the end, and when to come back, in milliseconds, where the other side said so. */
  readonly failure?: { readonly retryAfter?: number };
  /** Whether it was ended before the other side had told all. @default false */
  readonly isBrokenOff?: true;
  /** Whether everything was read for the first time. @default false */
  readonly isLoaded?: true;
}

/** Told after each page of a sync. */
export type SyncProgress = (sofar: SyncResult) => void;

/**
 * Reads what has changed on the other side of every connection that can tell, one after the other. Nobody else may
 * read them meanwhile: where several processes work, each connection is claimed before it is read.
 */
export async function syncConnections(
  context: RuntimeContext,
  tenant: Tenant,
  progress: SyncProgress = () => {},
): Promise<readonly SyncResult[]> {
  const results: SyncResult[] = [];
  for (const open of await context.connections.all(tenant.id)) {
    if (!open.connector.manifest.capabilities.includes("changes.read")) continue;
    results.push(await syncConnection(context, { tenant, open, progress }));
  }
  return results;
}

/** A connection to be read. */
export interface Sync {
  readonly tenant: Tenant;
  readonly open: OpenConnection;
  /** @default tells nobody */
  readonly progress?: SyncProgress;
  /** Ends it behind the page under way. */
  readonly over?: AbortSignal;
}

/**
 * Reads what has changed on the other side of a connection, page by page; a page's cursor is stored with what it told.
 * The first load fills the mirror and starts nothing (ux.md, 1). A connection that cannot be read stands still with the
 * reason if its credentials are refused, and is read another time if not.
 */
export async function syncConnection(context: RuntimeContext, sync: Sync): Promise<SyncResult> {
  const { connection, connector } = sync.open;
  const what = { name: "sync", tenant: sync.tenant.id, connector: connector.manifest.id } as const;
  const read = async () => readChanges(context, sync, await sync.open.session());
  try {
    return await measuresOf(context).work(what, read, ({ signals }) => ({ signals }));
  } catch (error) {
    const none = { connection: connection.id, signals: 0 };
    if (error instanceof OvertakenError) return { ...none, isBrokenOff: true };
    await tell(context, sync, error);
    const retryAfter = ConnectorError.isInstance(error) ? error.retryAfter : undefined;
    return { ...none, failure: { ...(retryAfter !== undefined && { retryAfter }) } };
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
    context.log.error("Reading a connection failed; it goes on from there another time.", {
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
  sync: Sync,
  session: Session,
): Promise<SyncResult> {
  const { tenant, open, progress, over } = sync;
  const { id } = open.connection;
  const stored = await beginReading(context, { tenant, id });
  if (!stored) return { connection: id, signals: 0 };
  const { syncedAt } = stored;
  let signals = 0;
  let from = stored.cursor;
  for await (const page of session.changesSince?.(from ?? undefined) ?? []) {
    const quiet = syncedAt === null || page.known === true;
    await takePage(context, { tenant, id, page, quiet, at: { from, syncedAt } });
    from = page.cursor;
    signals += page.signals.length;
    progress?.({ connection: id, signals });
    if (over?.aborted) return { connection: id, signals, isBrokenOff: true };
  }
  const isLoaded = from !== null && (await markSynced(context, { tenant, id, cursor: from }));
  // What the other side refused before, it allows again.
  if (stored.state === "paused") await setProblem(context, { tenant, id, problem: null });
  return { connection: id, signals, ...(isLoaded && syncedAt === null && { isLoaded }) };
}

/** The connection as it stands; nothing for one that is not to be read. */
async function beginReading(
  { db, clock }: RuntimeContext,
  { tenant, id }: { readonly tenant: Tenant; readonly id: string },
): Promise<Connection | undefined> {
  return asTenant(db, tenant.id, async (tx) => {
    const stored = (await listConnections(tx)).find((each) => each.id === id);
    if (!stored || stored.state === "disconnected" || stored.pausedBy !== null) return undefined;
    if (stored.cursor === null) await beginLoad(tx, id, clock.now());
    return stored;
  });
}

/** Whether reading still stands where this reader left it: then everything has been read. */
function markSynced(
  { db, clock }: RuntimeContext,
  { tenant, id, cursor }: { readonly tenant: Tenant; readonly id: string; readonly cursor: string },
): Promise<boolean> {
  return asTenant(db, tenant.id, (tx) =>
    saveCursor(tx, id, { from: cursor, cursor, syncedAt: clock.now() }),
  );
}

async function setProblem(
  { db, clock }: RuntimeContext,
  at: { readonly tenant: Tenant; readonly id: string; readonly problem: string | null },
): Promise<void> {
  const note = { problem: at.problem };
  await asTenant(db, at.tenant.id, (tx) => noteConnection(tx, at.id, { note, now: clock.now() }));
}
