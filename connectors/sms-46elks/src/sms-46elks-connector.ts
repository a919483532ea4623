import { defineConnector, lookUpSms, performEach } from "@perennial/connector-kit";
import type { Connector } from "@perennial/contract";
import { createSms46elksClient } from "./sms-46elks-client.ts";
import { sms46elksCommands } from "./sms-46elks-commands.ts";
import { sms46elksManifest } from "./sms-46elks-manifest.ts";
import { Sms46elksSettings } from "./sms-46elks-settings.ts";
import { sms46elksInbound } from "./sms-46elks-webhook.ts";

/** Sends SMS through 46elks and hears of deliveries and replies. */
export function createSms46elks(): Connector<Sms46elksSettings> {
  return defineConnector<Sms46elksSettings>({
    manifest: sms46elksManifest,
    settings: Sms46elksSettings,
    inbound: sms46elksInbound,

    async open(settings, context) {
      const client = createSms46elksClient(settings, context);
      return {
        check: () => client.account(),
        perform: performEach({
          connector: sms46elksManifest.id,
          context,
          handlers: sms46elksCommands({ client, settings, context }),
          concurrency: 8,
        }),
        lookUp: (attempted) => lookUpSms(client.sentTo, attempted),
        close: async () => {},
      };
    },
  });
}
