import { defineConnector, performEach } from "@perennial/connector-kit";
import type { Connector } from "@perennial/contract";
import { createDialerWebhookClient } from "./dialer-webhook-client.ts";
import { dialerWebhookCommands, lookUpCalls } from "./dialer-webhook-commands.ts";
import { dialerWebhookManifest } from "./dialer-webhook-manifest.ts";
import { DialerWebhookSettings } from "./dialer-webhook-settings.ts";
import { dialerWebhookInbound } from "./dialer-webhook-webhook.ts";

/** Puts calls on the list of any dialer that speaks our protocol, and hears how they ended. */
export function createDialerWebhook(): Connector<DialerWebhookSettings> {
  return defineConnector<DialerWebhookSettings>({
    manifest: dialerWebhookManifest,
    settings: DialerWebhookSettings,
    inbound: dialerWebhookInbound,

    async open(settings, context) {
      const client = createDialerWebhookClient(settings, context);
      return {
        // Whether such an entry exists does not matter: refused credentials would say so.
        check: async () => void (await client.has("perennial-check")),
        perform: performEach({
          connector: dialerWebhookManifest.id,
          context,
          handlers: dialerWebhookCommands(client),
        }),
        lookUp: (attempts) => lookUpCalls(client, attempts),
        close: async () => {},
      };
    },
  });
}
