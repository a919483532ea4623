import type { Connector, Vault } from "@perennial/contract";
import {
  asTenant,
  noteChange,
  putConnection,
  readInstallation,
  reconnectConnection,
  setConnectionState,
} from "@perennial/store";
import { orderPromises } from "../exchange/order-promises.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { RuntimeError } from "../runtime-error.ts";
import { sealSecrets } from "./secrets.ts";

/** A connection as an administrator fills it in. */
export interface NewConnection {
  readonly id: string;
  readonly connector: Connector;
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * Checks a connection's settings, seals their secrets and keeps them; one that stood still goes on with them.
 * Throws a `RuntimeError` that names the field.
 */
export async function saveConnection(
  context: RuntimeContext & { readonly vault: Vault },
  tenant: number,
  { id, connector, settings }: NewConnection,
): Promise<void> {
  const parsed = connector.settings.safeParse(settings);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new RuntimeError(
      `The settings of the connection "${id}" are not right at "${issue?.path.join(".")}": ${issue?.message}.`,
    );
  }
  const sealed = sealSecrets(connector.settings, settings, {
    vault: context.vault,
    purpose: `${tenant}/${id}`,
  });
  await asTenant(context.db, tenant, async (tx) => {
    await putConnection(tx, { id, connector: connector.manifest.id, settings: sealed });
    await setConnectionState(tx, id, { problem: null });
    // Only one that came of an installation needs another to go on.
    if ((await readInstallation(tx, id)) === undefined) await reconnectConnection(tx, id);
    await orderPromises(context, tx);
    await noteChange(tx);
  });
  await context.connections.forget(tenant);
}
