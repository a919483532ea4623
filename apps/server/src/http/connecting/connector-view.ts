import type { ConnectorView } from "@perennial/api";
import type { Connector } from "@perennial/contract";
import type { Connection } from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import { connectionForm } from "../connection-form.ts";

/** Something that can be connected here, as clients see it. */
export function connectorView(
  { connections }: Pick<ServerContext, "connections">,
  connector: Connector,
  there: readonly Connection[],
): ConnectorView {
  const { id, title, vendorApi } = connector.manifest;
  const { schema, secrets } = connectionForm("", connector, {});
  return {
    ...{ id, title, schema },
    does: doesOf(connector),
    way: connector.app ? "install" : "form",
    ready: !connector.app || connections.app(id) !== undefined,
    secrets: secrets.map(({ path }) => path),
    documentation: vendorApi.documentation,
    connections: there.flatMap((each) => (each.connector === id ? [each.id] : [])),
  };
}

/** What a connector is for. */
export function doesOf({ manifest }: Connector): ConnectorView["does"] {
  const { commands, capabilities } = manifest;
  const has = (command: (typeof commands)[number]) => commands.includes(command);
  const told: readonly (readonly [ConnectorView["does"][number], boolean])[] = [
    ["reads", capabilities.includes("changes.read")],
    ["receives", capabilities.includes("inbound")],
    ["email", has("send-email")],
    ["sms", has("send-sms")],
    ["calls", has("put-call")],
    ["tasks", has("create-task")],
    ["records", has("update-record")],
  ];
  return told.flatMap(([what, does]) => (does ? [what] : []));
}
