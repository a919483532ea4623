import { defineConnector } from "@perennial/connector-kit";
import type { Connector } from "@perennial/contract";
import { readChanges } from "./webhook-changes.ts";
import { createWebhookClient } from "./webhook-client.ts";
import { sendCommands } from "./webhook-commands.ts";
import { webhookManifest } from "./webhook-manifest.ts";
import { WebhookSettings } from "./webhook-settings.ts";
import { webhookInbound } from "./webhook-webhook.ts";

/** Any CRM that speaks our protocol: tells its changes, takes tasks, notes, updates and messages. */
export function createWebhook(): Connector<WebhookSettings> {
  return defineConnector<WebhookSettings>({
    manifest: webhookManifest,
    settings: WebhookSettings,
    inbound: webhookInbound,

    async open(settings, context) {
      const client = createWebhookClient(settings, context);
      return {
        check: async () => void (await client.changes(undefined, 1)),
        perform: (commands) => sendCommands({ client, context }, commands),
        changesSince: (cursor) => readChanges(client, context, cursor),
        close: async () => {},
      };
    },
  });
}
