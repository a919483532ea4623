import type {
  Clock,
  CommandKind,
  Connector,
  ConnectorContext,
  Log,
  Session,
  Vault,
} from "@perennial/contract";
import type { Rooms } from "@perennial/queue";
import {
  asTenant,
  type Connection,
  type Database,
  listConnections,
  setConnectionState,
} from "@perennial/store";
import { faultWords } from "../failure/lasting-fault.ts";
import { RuntimeError } from "../runtime-error.ts";
import type { Connections, OpenApp, OpenConnection } from "./connections.ts";
import type { FamilyLimiter } from "./family-limiter.ts";
import { LimitBook } from "./limit-book.ts";
import { noticingTheEnd } from "./noticing-the-end.ts";
import { openApps } from "./open-apps.ts";
import { routeOf } from "./route.ts";
import { createTokenStore } from "./sealed-token-store.ts";
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
  /** Where the room under rate limits is kept. @default in this process, for it alone */
  readonly rooms?: Rooms;
  /** What the operator gave of our apps at vendors, by the connector's id. @default none */
  readonly apps?: ReadonlyMap<string, unknown>;
}

/**
 * Opens tenants' connections at their first use and keeps them.
 * @throws RuntimeError where the credentials of an app are not as its connector wants them.
 */
export function createConnections(options: ConnectionsOptions): Connections {
  const apps = openApps(options.connectors, options.apps);
  const tenants = new Map<number, Promise<readonly OpenConnection[]>>();
  const abort = new AbortController();
  const limits = new LimitBook(options.rooms);
  const all = (tenant: number) => {
    const known = tenants.get(tenant);
    if (known) return known;
    const loading = loadAll(options, tenant, { abort: abort.signal, limits, apps });
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
    app: (connector) => apps.get(connector),
    performers: (kind) => performersOf(options.connectors, kind),
    async for(tenant, kind, messageClass) {
      return routeOf(await all(tenant), { kind, class: messageClass });
    },
    async get(tenant, id) {
      return (await all(tenant)).find((each) => each.connection.id === id);
    },
    forget,
    headroom: () => limits.headroom(),
    async close() {
      abort.abort();
      await Promise.all([...tenants.keys()].map(forget));
    },
  };
}

function performersOf(connectors: readonly Connector[], kind: CommandKind): ReadonlySet<string> {
  const able = connectors.filter(({ manifest }) => manifest.commands.includes(kind));
  return new Set(able.map(({ manifest }) => manifest.id));
}

/** What all connections of a process have in common. */
interface Common {
  readonly abort: AbortSignal;
  readonly limits: LimitBook;
  readonly apps: ReadonlyMap<string, OpenApp>;
}

async function loadAll(
  options: ConnectionsOptions,
  tenant: number,
  common: Common,
): Promise<readonly OpenConnection[]> {
  const rows = await asTenant(options.db, tenant, listConnections);
  const opened: OpenConnection[] = [];
  for (const connection of rows) {
    try {
      opened.push(open(options, { tenant, connection, ...common }));
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

interface Opening extends Common {
  readonly tenant: number;
  readonly connection: Connection;
}

function open(options: ConnectionsOptions, opening: Opening): KeptConnection {
  const { tenant, connection } = opening;
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
  const { manifest } = connector;
  const limiter = opening.limits.limiterOf({ tenant, connection: connection.id, manifest });
  const context = contextOf(options, opening, limiter);
  let session: Promise<Session> | undefined;
  return {
    connection,
    connector,
    settings: settings.data,
    limiter,
    opened: () => session,
    session() {
      session ??= connector.open(settings.data, context);
      session.catch(() => {
        session = undefined;
      });
      return session;
    },
  };
}

function contextOf(
  { db, clock, log, vault, callbackUrl }: ConnectionsOptions,
  { tenant, connection: { id, connector }, abort, apps }: Opening,
  limiter: FamilyLimiter,
): ConnectorContext {
  const app = apps.get(connector);
  const tokens = createTokenStore({ db, vault, clock, tenant, connection: id });
  return {
    ...{ clock, log, fetch, abort, limiter },
    callbackUrl: callbackUrl(tenant, id),
    tokens: app ? noticingTheEnd(tokens, { db, clock, log, tenant, connection: id }) : tokens,
    ...(app && { app: app.credentials }),
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
