import type { Manifest } from "@perennial/contract";
import type { z } from "zod";

/** Who this connector is. 46elks has no idempotency key, so an unclear outcome is looked up or reported. */
export const sms46elksManifest: z.input<typeof Manifest> = {
  contractVersion: 1,
  id: "sms-46elks",
  title: { sv: "SMS genom 46elks", en: "SMS through 46elks" },
  auth: "basic",
  capabilities: ["inbound"],
  commands: ["send-sms"],
  signals: ["message.delivered", "message.failed", "message.replied"],
  batchSize: 100,
  // 46elks says nothing of how late a message may show; eight times our own time-out is our guess.
  proof: { lookUp: { settleSeconds: 120 }, reports: true },
  vendorApi: { version: "a1", documentation: "https://46elks.com/docs/send-sms" },
};
