import type { TenantSettingsView } from "@perennial/api";
import type { Connector } from "@perennial/contract";
import { asTenant, listConnections } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import { fieldsOf, isSecretField } from "../setup/settings-fields.ts";

/** What connectors of channels call who a message is from. */
const FIELDS: ReadonlySet<string> = new Set(["fromName", "fromAddress", "replyTo", "sender"]);

/** Who messages are from, by connection: of those that send any, and have the fields for it. */
export async function readSenders(
  { db, connectors }: Pick<ServerContext, "db" | "connectors">,
  tenant: number,
): Promise<TenantSettingsView["senders"]> {
  const rows = await asTenant(db, tenant, listConnections);
  return rows.flatMap(({ id, connector: kind, settings }) => {
    const connector = connectors.find(({ manifest }) => manifest.id === kind);
    const names = connector ? senderFields(connector) : [];
    if (names.length === 0) return [];
    const values = names.map((name) => {
      const value = settings[name];
      return [name, typeof value === "string" ? value : null];
    });
    return [{ connection: id, values: Object.fromEntries(values) }];
  });
}

function senderFields({ manifest, settings }: Connector): readonly string[] {
  const sends = manifest.commands.some((each) => each === "send-sms" || each === "send-email");
  if (!sends) return [];
  return Object.entries(fieldsOf(settings)).flatMap(([name, field]) =>
    FIELDS.has(name) && !isSecretField(field) ? [name] : [],
  );
}
