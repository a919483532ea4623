import { defineConnector, performEach } from "@perennial/connector-kit";
import type { Connector } from "@perennial/contract";
import { createSmtpClient, SMTP_CONNECTIONS } from "./smtp-client.ts";
import { lookUpMessages, smtpCommands } from "./smtp-commands.ts";
import { smtpManifest } from "./smtp-manifest.ts";
import { messageIdOf } from "./smtp-message-id.ts";
import { createSmtpSearch } from "./smtp-search.ts";
import { SmtpSettings } from "./smtp-settings.ts";
import { smtpInbound } from "./smtp-webhook.ts";

/** Sends e-mail through any mail server, and hears of bounces, complaints, openings and clicks where set up. */
export function createSmtp(): Connector<SmtpSettings> {
  return defineConnector<SmtpSettings>({
    manifest: smtpManifest,
    settings: SmtpSettings,
    inbound: smtpInbound,

    async open(settings, context) {
      const client = createSmtpClient(settings, context);
      const search = createSmtpSearch(settings, context);
      const { fromAddress } = settings;
      return {
        async check() {
          await client.verify();
          // Whether it is there does not matter: a search that does not work would say so.
          await search?.find(messageIdOf("perennial-check", fromAddress));
        },
        perform: performEach({
          connector: smtpManifest.id,
          context,
          handlers: smtpCommands({ client, settings, context }),
          concurrency: SMTP_CONNECTIONS,
        }),
        ...(search && { lookUp: (attempts) => lookUpMessages(search, fromAddress, attempts) }),
        close: async () => client.close(),
      };
    },
  });
}
