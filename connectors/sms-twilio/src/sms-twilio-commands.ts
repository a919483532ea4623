import { type CommandHandlers, toE164 } from "@perennial/connector-kit";
import { type ConnectorContext, ConnectorError } from "@perennial/contract";
import type { SmsTwilioClient } from "./sms-twilio-client.ts";
import { smsTwilioManifest } from "./sms-twilio-manifest.ts";
import { statusUrl } from "./sms-twilio-webhook.ts";

/** What sending needs beside the message. */
export interface SmsSending {
  readonly client: SmsTwilioClient;
  readonly context: Pick<ConnectorContext, "callbackUrl" | "clock">;
}

/** One function for each command. */
export function smsTwilioCommands({ client, context }: SmsSending): CommandHandlers {
  return {
    async "send-sms"({ id, to, text }) {
      const number = toE164(to);
      if (number === undefined) throw notANumber();
      const { callbackUrl, clock } = context;
      const reportUrl = statusUrl({ callbackUrl, commandId: id, sentAt: clock.now() });
      const sent = await client.send({ to: number, text, statusUrl: reportUrl });
      // In hundredths of the account's currency, without the dust of binary fractions.
      const cost = sent.price === undefined ? {} : { cost: Math.round(sent.price * 1e6) / 1e4 };
      return { commandId: id, outcome: "accepted", providerId: sent.sid, ...cost };
    },
  };
}

function notANumber(): ConnectorError {
  const message = "the recipient is not a phone number in international form, such as +46701234567";
  return new ConnectorError({ connector: smsTwilioManifest.id, kind: "invalid", message });
}
