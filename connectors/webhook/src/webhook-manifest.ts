import type { Manifest } from "@perennial/contract";
import type { z } from "zod";

/** How long the other side has to remember the ids of commands it took: a week. */
const REMEMBERED_SECONDS = 7 * 24 * 60 * 60;

/** Who this connector is: our own protocol for a CRM that speaks webhooks, described in the README. */
export const webhookManifest: z.input<typeof Manifest> = {
  contractVersion: 1,
  id: "webhook",
  title: { sv: "CRM via webhook", en: "CRM via webhook" },
  auth: "token",
  capabilities: ["changes.read", "inbound"],
  commands: ["create-task", "update-record", "add-note", "post-webhook"],
  signals: ["customer.changed", "agreement.changed", "purchase.made", "consent.changed"],
  batchSize: 100,
  proof: { key: { ttlSeconds: REMEMBERED_SECONDS } },
  vendorApi: { version: "1", documentation: "https://www.standardwebhooks.com/" },
};
