import { defineConnector } from "@perennial/connector-kit";
import type { Command, Connector, Receipt, Session } from "@perennial/contract";
import { readChanges } from "./webhook-changes.ts";
import { createWebhookClient } from "./webhook-client.ts";
import { sendCommands } from "./webhook-commands.ts";
import { webhookManifest } from "./webhook-manifest.ts";
import { WebhookSettings } from "./webhook-settings.ts";
import { webhookInbound } from "./webhook-webhook.ts";

/** Any CRM or shop that can send and receive HTTP: by a mapping of its own JSON, or by our protocol. */
export function createWebhook(): Connector<WebhookSettings> {
  return defineConnector<WebhookSettings>({
    manifest: webhookManifest,
    settings: WebhookSettings,
    inbound: webhookInbound,
    keeps: ({ baseUrl, writeBack }) => (baseUrl === undefined ? [] : (writeBack ?? [])),

    async open(settings, context) {
      const client = createWebhookClient(settings, context);
      if (client === undefined) return RECEIVING;
      return {
        check: async () => void (await client.changes(undefined, 1)),
        perform: (commands) => sendCommands({ client, context }, commands),
        changesSince: (cursor) => readChanges(client, context, cursor),
        close: async () => {},
      };
    },
  });
}

/** A connection without an address: the other side only sends to us. */
const RECEIVING: Session = {
  check: async () => {},
  perform: async (commands) => commands.map(nowhere),
  async *changesSince() {},
  close: async () => {},
};

function nowhere({ id }: Command): Receipt {
  const message = "this connection only receives; give it an address and a token to send to";
  return { commandId: id, outcome: "refused", kind: "invalid", message };
}
