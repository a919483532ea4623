import { ConnectorError } from "@perennial/contract";
import { asTenant, readInstallation } from "@perennial/store";
import { disconnect } from "../connection/disconnect.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { AppError } from "./app-error.ts";

/** What stands at a connection that was ended from here. */
const ENDED = "The app was uninstalled from here. Install it again to go on.";

/**
 * Takes our app out of a connection's account and disconnects it. An app that is no longer in the account is
 * disconnected all the same, and what an administrator has to take out stands at the connection. Throws the `ConnectorError` of a vendor that cannot be asked now: nothing has changed
 * then. Throws an `AppError` for a connection that came of no installation.
 */
export async function uninstall(
  context: RuntimeContext,
  { tenant, connection }: { readonly tenant: number; readonly connection: string },
): Promise<void> {
  const installation = await asTenant(context.db, tenant, (tx) => readInstallation(tx, connection));
  if (!installation) {
    const message = `The connection "${connection}" came of no installation of an app: there is nothing to uninstall. Change or pause it in its settings.`;
    throw new AppError("no-app", message);
  }
  const open = await context.connections.get(tenant, connection);
  try {
    const session = await open?.session();
    await session?.uninstall?.();
  } catch (error) {
    if (!ConnectorError.isInstance(error) || error.kind !== "unauthenticated") throw error;
  }
  const now = context.clock.now();
  const left = open?.connector.app?.leaves?.en;
  const problem = left === undefined ? ENDED : `${ENDED} ${left}`;
  await asTenant(context.db, tenant, (tx) => disconnect(tx, connection, { problem, now }));
  await context.connections.forget(tenant);
}
