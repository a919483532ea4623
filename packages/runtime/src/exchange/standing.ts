import { ConnectorError, type Instant } from "@perennial/contract";
import {
  type Connection,
  listConnections,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import type { OpenConnection } from "../connection/connections.ts";
import { noteConnection } from "../connection/note-connection.ts";
import { later } from "../deliver/later.ts";

/** A connection of a tenant's that something is exchanged through. */
export interface Exchange {
  readonly tenant: Tenant;
  readonly open: OpenConnection;
  /** Ends it before its next batch. */
  readonly over?: AbortSignal | undefined;
}

/** A connection as it stands in the transaction that claims; nothing for one that nothing may go through now. */
export async function usable(
  tx: TenantTransaction,
  id: string,
  now: Instant,
): Promise<Connection | undefined> {
  const found = (await listConnections(tx)).find((each) => each.id === id);
  if (found?.state !== "active" || (found.resumeAt !== null && found.resumeAt > now))
    return undefined;
  return found;
}

/** How long to pause when we were asked to come back later and not told when, in milliseconds. */
const PAUSE = 30_000;

/**
 * Heeds what an error says of the connection itself: it stands still until it is mended, or is left alone for a
 * while. Says whether it was one of these, so that nothing else is to blame.
 */
export async function heedError(
  tx: TenantTransaction,
  connection: string,
  { error, now }: { readonly error: unknown; readonly now: Instant },
): Promise<boolean> {
  if (!ConnectorError.isInstance(error)) return false;
  if (error.kind === "unauthenticated") {
    await noteConnection(tx, connection, { note: { problem: error.message }, now });
    return true;
  }
  if (error.kind !== "rate-limited") return false;
  const resumeAt = later(now, error.retryAfter ?? PAUSE);
  await noteConnection(tx, connection, { note: { resumeAt }, now });
  return true;
}
