import type { Manifest } from "@perennial/contract";
import type { z } from "zod";

/** How long the other side has to remember the ids of commands it took: a week. */
const REMEMBERED_SECONDS = 7 * 24 * 60 * 60;

/** Who this connector is: any system that speaks webhooks, by a mapping or our own protocol (see the README). */
export const webhookManifest: z.input<typeof Manifest> = {
  contractVersion: 1,
  id: "webhook",
  title: { sv: "CRM via webhook", en: "CRM via webhook" },
  auth: "token",
  capabilities: ["changes.read", "inbound"],
  commands: ["create-task", "update-record", "add-note"],
  signals: [
    "customer.changed",
    "customer.deleted",
    "agreement.changed",
    "purchase.made",
    "consent.changed",
    "interaction.happened",
    "message.replied",
    "invitation.changed",
    "referral.changed",
    "offer.redeemed",
    "interest.registered",
    "follow-up.reported",
    "survey.answered",
    "call.started",
    "call.ended",
    "call.finished",
  ],
  batchSize: 100,
  proof: { key: { ttlSeconds: REMEMBERED_SECONDS } },
  vendorApi: { version: "1", documentation: "https://www.standardwebhooks.com/" },
};
