import type { ConnectorContext, Session } from "@perennial/contract";
import { createTokenStore, type OpenConnection } from "@perennial/runtime";
import type { ServerContext } from "../server-context.ts";
import { hookPath } from "./hooks.ts";

/** How long a trial may take, in milliseconds: a page inside a CRM does not wait longer. */
const PATIENCE = 14_000;

/** A connection, and settings for it that are not kept. */
export interface Trial {
  readonly tenant: number;
  readonly open: OpenConnection;
  /** As the connector's schema gave them. */
  readonly settings: unknown;
}

/** Does something in a session of a connection with other settings than its own, and closes it. */
export async function inTrialSession<T>(
  context: ServerContext,
  { tenant, open, settings }: Trial,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { db, vault, clock, log, publicUrl } = context;
  const { id } = open.connection;
  const app = context.connections.app(open.connector.manifest.id);
  const of: ConnectorContext = {
    ...{ clock, log, fetch, limiter: open.limiter, abort: AbortSignal.timeout(PATIENCE) },
    callbackUrl: new URL(hookPath(tenant, id), publicUrl).href,
    tokens: createTokenStore({ db, vault, clock, tenant, connection: id }),
    ...(app && { app: app.credentials }),
  };
  const session = await open.connector.open(settings, of);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
