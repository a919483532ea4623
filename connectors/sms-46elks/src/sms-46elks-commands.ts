import { type CommandHandlers, toE164 } from "@perennial/connector-kit";
import { type ConnectorContext, ConnectorError } from "@perennial/contract";
import type { Sms46elksClient } from "./sms-46elks-client.ts";
import { sms46elksManifest } from "./sms-46elks-manifest.ts";
import type { Sms46elksSettings } from "./sms-46elks-settings.ts";
import { reportUrl } from "./sms-46elks-webhook.ts";

/** What sending needs beside the message. */
export interface SmsSending {
  readonly client: Sms46elksClient;
  readonly settings: Pick<Sms46elksSettings, "webhookToken">;
  readonly context: Pick<ConnectorContext, "clock" | "callbackUrl">;
}

/** One function for each command. */
export function sms46elksCommands({ client, settings, context }: SmsSending): CommandHandlers {
  return {
    async "send-sms"({ id, to, text }) {
      const number = toE164(to);
      if (number === undefined) throw notANumber();
      const report = { callbackUrl: context.callbackUrl, sentAt: context.clock.now() };
      const url = reportUrl({ ...report, commandId: id, token: settings.webhookToken });
      const sent = await client.send({ to: number, text, reportUrl: url });
      // Ten-thousandths of a krona are hundredths of an öre.
      const cost = sent.cost === undefined ? {} : { cost: sent.cost / 100 };
      return { commandId: id, outcome: "accepted", providerId: sent.id, ...cost };
    },
  };
}

function notANumber(): ConnectorError {
  const message = "the recipient is not a phone number in international form, such as +46701234567";
  return new ConnectorError({ connector: sms46elksManifest.id, kind: "invalid", message });
}
