import { defineConnector, lookUpSms, performEach } from "@perennial/connector-kit";
import type { Connector } from "@perennial/contract";
import { createSmsTwilioClient } from "./sms-twilio-client.ts";
import { smsTwilioCommands } from "./sms-twilio-commands.ts";
import { smsTwilioManifest } from "./sms-twilio-manifest.ts";
import { SmsTwilioSettings } from "./sms-twilio-settings.ts";
import { smsTwilioInbound } from "./sms-twilio-webhook.ts";

/** Sends SMS through Twilio and hears of deliveries and replies. */
export function createSmsTwilio(): Connector<SmsTwilioSettings> {
  return defineConnector<SmsTwilioSettings>({
    manifest: smsTwilioManifest,
    settings: SmsTwilioSettings,
    inbound: smsTwilioInbound,

    async open(settings, context) {
      const client = createSmsTwilioClient(settings, context);
      return {
        check: () => client.account(),
        perform: performEach({
          connector: smsTwilioManifest.id,
          context,
          handlers: smsTwilioCommands({ client, context }),
          concurrency: 8,
        }),
        lookUp: (attempted) => lookUpSms(client.sentTo, attempted),
        close: async () => {},
      };
    },
  });
}
