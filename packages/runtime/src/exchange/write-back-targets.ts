import { type RecordWriteTarget, type Tenant, writtenFields } from "@perennial/store";
import type { OpenConnection } from "../connection/connections.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** The connections of a tenant that are to know where customers stand: its systems of record that keep it. */
export async function writeBackTargets(
  { connections }: Pick<RuntimeContext, "connections">,
  { id }: Pick<Tenant, "id">,
): Promise<readonly RecordWriteTarget[]> {
  if (connections.performers("update-record").size === 0) return [];
  const open = await connections.all(id);
  return open.flatMap((each) => targetOf(each) ?? []);
}

/** What of customers a connection is to know; nothing for one that is no system of record, or keeps nothing of it. */
export function targetOf(open: OpenConnection): RecordWriteTarget | undefined {
  const { connection, connector, settings } = open;
  const { commands, signals } = connector.manifest;
  if (!commands.includes("update-record") || !signals.includes("customer.changed"))
    return undefined;
  if (connection.state === "disconnected") return undefined;
  const fields = writtenFields(connector.keeps?.(settings) ?? []);
  return fields.length > 0 ? { connectionId: connection.id, fields } : undefined;
}
