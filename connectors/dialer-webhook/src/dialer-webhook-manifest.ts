import type { Manifest } from "@perennial/contract";
import type { z } from "zod";

/** Who this connector is: our own protocol for any dialer, described in the README. */
export const dialerWebhookManifest: z.input<typeof Manifest> = {
  contractVersion: 1,
  id: "dialer-webhook",
  title: { sv: "Ringsystem via webhook", en: "Dialer via webhook" },
  auth: "token",
  capabilities: ["inbound"],
  commands: ["put-call", "withdraw-call"],
  signals: ["call.finished"],
  // A request is given up after 15 seconds; twice that is time enough for a dialer to have stored it.
  proof: { lookUp: { settleSeconds: 30 } },
  vendorApi: { version: "1", documentation: "https://www.standardwebhooks.com/" },
};
