import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { listenAnew } from "../listen/listens.ts";

/** One tenant's use of a connector. */
export interface Connection {
  readonly id: string;
  readonly connector: string;
  /** As the settings page gave them; secret fields sealed by the vault. */
  readonly settings: Readonly<Record<string, unknown>>;
  /**
   * `paused` keeps everything that would go out until somebody has mended what `problem` says; `disconnected` is one
   * whose app was taken out of the account: it has no tokens, and nothing but installing it again lets it go on.
   */
  readonly state: "active" | "paused" | "disconnected";
  readonly problem: string | null;
  readonly cursor: string | null;
  readonly syncedAt: Instant | null;
  /** No command goes out before this moment. */
  readonly resumeAt: Instant | null;
  /** Who has paused it; null where it stands still for a reason of its own, or does not. */
  readonly pausedBy: string | null;
}

const COLUMNS = sql`id, connector, settings, state, problem, cursor, synced_at as "syncedAt", resume_at as "resumeAt",
  paused_by as "pausedBy"`;

/** A tenant's connections, by id. */
export function listConnections(tx: TenantTransaction): Promise<readonly Connection[]> {
  return tx.rows(
    sql<Connection>`select ${COLUMNS} from connections where tenant_id = ${tx.tenant} order by id`,
  );
}

/** Creates a connection or replaces its settings; its cursor and state stay, and it is read and listened to at once. */
export async function putConnection(
  tx: TenantTransaction,
  connection: Pick<Connection, "id" | "connector" | "settings">,
): Promise<void> {
  await tx.run(sql`
    insert into connections (tenant_id, id, connector, settings, state)
    values (${tx.tenant}, ${connection.id}, ${connection.connector}, ${json(connection.settings)}, 'active')
    on conflict (tenant_id, id) do update set connector = excluded.connector, settings = excluded.settings,
      read_at = null`);
  await listenAnew(tx, connection.id);
}

/**
 * Pauses a connection with the reason people read, or lets it go on; says whether that changed anything. One that is
 * disconnected stays so, and so does one that somebody paused.
 */
export async function setConnectionState(
  tx: TenantTransaction,
  id: string,
  change: { readonly problem: string | null } | { readonly resumeAt: Instant },
): Promise<boolean> {
  if ("resumeAt" in change) {
    const changed = await tx.run(
      sql`update connections set resume_at = ${change.resumeAt} where tenant_id = ${tx.tenant} and id = ${id}`,
    );
    return changed > 0;
  }
  const state = change.problem === null ? "active" : "paused";
  const changed = await tx.run(sql`
    update connections set state = ${state}, problem = ${change.problem}
    where tenant_id = ${tx.tenant} and id = ${id} and state <> 'disconnected' and not held
      and (state, problem) is distinct from (${state}, ${change.problem}::text)`);
  return changed > 0;
}

/** Disconnects a connection with the reason people read; says whether it was not so before. */
export async function disconnectConnection(
  tx: TenantTransaction,
  id: string,
  problem: string,
): Promise<boolean> {
  const changed = await tx.run(sql`
    update connections set state = 'disconnected', problem = ${problem}, resume_at = null, held = false, paused_by = null
    where tenant_id = ${tx.tenant} and id = ${id} and state <> 'disconnected'`);
  return changed > 0;
}

/** Lets a connection go on whose app was installed again, and has it read at once; one that somebody paused waits. */
export async function reconnectConnection(tx: TenantTransaction, id: string): Promise<void> {
  await tx.run(sql`
    update connections set state = 'active', problem = null, resume_at = null, read_at = null
    where tenant_id = ${tx.tenant} and id = ${id} and not held`);
  await listenAnew(tx, id);
}

/** How far a connection's changes have been read. */
export interface ReadSoFar {
  /** Where reading stood before; nothing at the beginning. */
  readonly from: string | null;
  readonly cursor: string;
  /** When everything was read last; nothing before that was so once. */
  readonly syncedAt: Instant | null;
}

/**
 * Remembers how far a connection's changes have been read, in the transaction that stored them. Says whether it stood
 * where it was thought to: not where somebody has had it read anew meanwhile, or another reads it.
 */
export async function saveCursor(
  tx: TenantTransaction,
  id: string,
  { from, cursor, syncedAt }: ReadSoFar,
): Promise<boolean> {
  const saved = await tx.run(sql`
    update connections set cursor = ${cursor}, synced_at = ${syncedAt}
    where tenant_id = ${tx.tenant} and id = ${id} and cursor is not distinct from ${from}::text`);
  return saved > 0;
}
