import type { Connector, Vault } from "@perennial/contract";
import { type RuntimeContext, saveConnection } from "@perennial/runtime";
import type { World } from "@perennial/simulators";
import { hookPath } from "../http/hooks.ts";
import { ServerError } from "../server-error.ts";
import { CONNECTORS } from "../setup/connectors.ts";

/** The ids of the demo's connections. */
const IDS = { crm: "crm", mail: "mail", sms: "sms", dialer: "dialer" } as const;

/** Connects Perennial with the demo's world, in both directions. */
export async function connectWorld(
  context: RuntimeContext & { readonly vault: Vault },
  {
    world,
    tenant,
    publicUrl,
  }: { readonly world: World; readonly tenant: number; readonly publicUrl: string },
): Promise<void> {
  const { settings } = world;
  const { host, port, search } = settings.smtp;
  const { email: fromAddress, name: fromName } = world.company;
  const mail = { host, port, encryption: "none", fromAddress, fromName, search };
  const save = (id: string, connector: string, values: object) =>
    saveConnection(context, tenant, {
      id,
      connector: connectorOf(connector),
      settings: { ...values },
    });
  await save(IDS.crm, "webhook", settings.webhook);
  await save(IDS.mail, "smtp", mail);
  await save(IDS.sms, "sms-46elks", settings["sms-46elks"]);
  await save(IDS.dialer, "dialer-webhook", settings["dialer-webhook"]);
  const door = (connection: string) => new URL(hookPath(tenant, connection), publicUrl);
  const incoming = door(IDS.sms);
  incoming.searchParams.set("token", settings["sms-46elks"].webhookToken);
  world.connectTo({
    smsIncomingUrl: incoming.href,
    dialerCallbackUrl: door(IDS.dialer).href,
    crmCallbackUrl: door(IDS.crm).href,
  });
}

function connectorOf(id: string): Connector {
  const found = CONNECTORS.find((each) => each.manifest.id === id);
  if (!found)
    throw new ServerError(`The demo needs the connector "${id}", which is not installed here.`);
  return found;
}
