import type { Manifest } from "@perennial/contract";
import type { z } from "zod";

/** Who this connector is. Twilio has no idempotency key, so an unclear outcome is looked up or reported. */
export const smsTwilioManifest: z.input<typeof Manifest> = {
  contractVersion: 1,
  id: "sms-twilio",
  title: { sv: "SMS genom Twilio", en: "SMS through Twilio" },
  auth: "basic",
  capabilities: ["inbound"],
  commands: ["send-sms"],
  signals: ["message.delivered", "message.failed", "message.replied"],
  batchSize: 100,
  // Twilio says nothing of how late a message may show in its list; eight times our own time-out is our guess.
  proof: { lookUp: { settleSeconds: 120 }, reports: true },
  vendorApi: {
    version: "2010-04-01",
    documentation: "https://www.twilio.com/docs/messaging/api/message-resource",
  },
};
