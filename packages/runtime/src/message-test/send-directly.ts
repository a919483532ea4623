import type { Receipt, SendEmail, SendSms } from "@perennial/contract";
import { asTenant, listConnections } from "@perennial/store";
import type { OpenConnection } from "../connection/connections.ts";
import { performBatch } from "../deliver/perform-batch.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** Longest wait for room under the connection's rate limit, in milliseconds. */
const PATIENCE = 5_000;

/** What came of a message to one of the company's own. */
export interface DirectOutcome {
  readonly outcome: Receipt["outcome"] | "no-connection";
  /** In the connection's words; null where there is nothing to say. */
  readonly message: string | null;
  readonly connection: string | null;
  readonly providerId: string | null;
}

/**
 * Sends a message of our own by the connection that customers' messages go by, at once and once. It belongs to no
 * program and no customer: nothing is kept of it, so it counts for no cap and stands on nobody's timeline.
 */
export async function sendDirectly(
  context: RuntimeContext,
  tenant: number,
  command: SendEmail | SendSms,
): Promise<DirectOutcome> {
  const open = await workingConnection(context, tenant, command);
  if (!open) return { outcome: "no-connection", message: null, connection: null, providerId: null };
  const connection = open.connection.id;
  const admission = await open.limiter.commands?.take(1, { patience: PATIENCE });
  if (admission?.admitted === false) {
    const message = "The connection has no room just now; try again in a moment.";
    return { outcome: "not-done", message, connection, providerId: null };
  }
  const { log, measures } = context;
  const connector = open.connector.manifest.id;
  const session = () => open.session();
  const [receipt] = await performBatch([command], { connector, session, log, measures });
  if (receipt?.outcome === "accepted") {
    const { outcome, providerId = null } = receipt;
    return { outcome, message: null, connection, providerId };
  }
  const message = receipt?.message ?? "The connection did not answer.";
  return { outcome: receipt?.outcome ?? "unknown", message, connection, providerId: null };
}

/** The connection that customers' messages of such a kind and class go by, if it does not stand still. */
async function workingConnection(
  { db, connections }: RuntimeContext,
  tenant: number,
  { kind, class: messageClass }: SendEmail | SendSms,
): Promise<OpenConnection | undefined> {
  const open = await connections.for(tenant, kind, messageClass);
  if (!open) return undefined;
  const rows = await asTenant(db, tenant, listConnections);
  return rows.find(({ id }) => id === open.connection.id)?.state === "active" ? open : undefined;
}
