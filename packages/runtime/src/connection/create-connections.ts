import type { Clock, CommandKind, Connector, Log, Session, Vault } from "@perennial/contract";
import {
  asTenant,
  type Connection,
  type Database,
  listConnections,
  setConnectionState,
} from "@perennial/store";
import { faultWords } from "../failure/lasting-fault.ts";
import { RuntimeError } from "../runtime-error.ts";
import type { Connections, OpenConnection } from "./connections.ts";
import { openSecrets } from "./secrets.ts";

/** What connections are made of. */
export interface ConnectionsOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly vault: Vault;
  /** The connectors this installation has. */
  readonly connectors: readonly Connector[];
  /** The public URL of a connection's door. */
  readonly callbackUrl: (tenant: number, connection: string) => string;
}

/** Opens tenants' connections at their first use and keeps them. */
export function createConnections(options: ConnectionsOptions): Connections {
  const tenants = new Map<number, Promise<readonly OpenConnection[]>>();
  const abort = new AbortController();
  const all = (tenant: number) => {
    const known = tenants.get(tenant);
    if (known) return known;
    const loading = loadAll(options, tenant, abort.signal);
    tenants.set(tenant, loading);
    const isMine = () => tenants.get(tenant) === loading;
    // Whoever knocks with numbers of tenants that do not exist is not remembered.
    loading.then(
      (open) => open.length === 0 && isMine() && tenants.delete(tenant),
      () => isMine() && tenants.delete(tenant),
    );
    return loading;
  };
  const forget = async (tenant: number) => {
    const known = await tenants.get(tenant);
    tenants.delete(tenant);
    await closeAll(known ?? []);
  };
  return {
    all,
    async for(tenant, kind) {
      return (await all(tenant)).find((each) => can(each, kind));
    },
    async get(tenant, id) {
      return (await all(tenant)).find((each) => each.connection.id === id);
    },
    forget,
    async close() {
      abort.abort();
      await Promise.all([...tenants.keys()].map(forget));
    },
  };
}

function can({ connector }: OpenConnection, kind: CommandKind): boolean {
  return connector.manifest.commands.includes(kind);
}

async function loadAll(
  options: ConnectionsOptions,
  tenant: number,
  abort: AbortSignal,
): Promise<readonly OpenConnection[]> {
  const rows = await asTenant(options.db, tenant, listConnections);
  const opened: OpenConnection[] = [];
  for (const connection of rows) {
    try {
      opened.push(open(options, { tenant, connection, abort }));
      if (connection.problem?.startsWith(UNUSABLE))
        await setProblem(options, { tenant, connection }, null);
    } catch (error) {
      const problem = `${UNUSABLE}${faultWords(error)}`;
      options.log.error("A connection cannot be used.", {
        tenant,
        connection: connection.id,
        problem,
      });
      await setProblem(options, { tenant, connection }, problem);
    }
  }
  return opened;
}

/** How the problem of a connection begins that this installation cannot open; it is gone once it can. */
const UNUSABLE = "It cannot be used here: ";

/** A connection that cannot be opened stands still with the reason; the tenant's others work on. */
async function setProblem(
  { db }: ConnectionsOptions,
  { tenant, connection }: Pick<Opening, "tenant" | "connection">,
  problem: string | null,
): Promise<void> {
  await asTenant(db, tenant, (tx) => setConnectionState(tx, connection.id, { problem }));
}

interface Opening {
  readonly tenant: number;
  readonly connection: Connection;
  readonly abort: AbortSignal;
}

function open(options: ConnectionsOptions, { tenant, connection, abort }: Opening): KeptConnection {
  const connector = options.connectors.find((each) => each.manifest.id === connection.connector);
  if (!connector) {
    throw new RuntimeError(
      `The connection "${connection.id}" needs the connector "${connection.connector}", which is not installed here.`,
    );
  }
  const purpose = `${tenant}/${connection.id}`;
  const opened = openSecrets(connection.settings, { vault: options.vault, purpose });
  const settings = connector.settings.safeParse(opened);
  if (!settings.success) {
    const [issue] = settings.error.issues;
    throw new RuntimeError(
      `The settings of the connection "${connection.id}" are not right at "${issue?.path.join(".")}": ${issue?.message}.`,
    );
  }
  let session: Promise<Session> | undefined;
  return {
    connection,
    connector,
    settings: settings.data,
    opened: () => session,
    session() {
      session ??= connector.open(settings.data, {
        clock: options.clock,
        log: options.log,
        fetch,
        abort,
        callbackUrl: options.callbackUrl(tenant, connection.id),
      });
      session.catch(() => {
        session = undefined;
      });
      return session;
    },
  };
}

interface KeptConnection extends OpenConnection {
  /** The session, if one was ever opened. */
  opened(): Promise<Session> | undefined;
}

async function closeAll(connections: readonly OpenConnection[]): Promise<void> {
  for (const each of connections) {
    const session = await (each as KeptConnection).opened()?.catch(() => undefined);
    await session?.close();
  }
}
