import type { Manifest } from "@perennial/contract";
import type { z } from "zod";
import { HUBSPOT_API_DATE } from "./hubspot-paths.ts";
import { SETTLE_SECONDS } from "./write/look-up-commands.ts";

/** Who this connector is. HubSpot knows no idempotency keys: an unclear outcome is looked up. */
export const hubspotManifest: z.input<typeof Manifest> = {
  contractVersion: 1,
  id: "hubspot",
  title: { sv: "HubSpot", en: "HubSpot" },
  auth: "oauth2",
  capabilities: ["changes.read", "inbound"],
  commands: [
    ...(["put-call", "withdraw-call", "create-task"] as const),
    ...(["update-record", "add-note", "update-consent"] as const),
  ],
  signals: [
    ...(["customer.changed", "customer.deleted", "customer.merged", "customer.erased"] as const),
    ...(["agreement.changed", "purchase.made", "consent.changed"] as const),
    ...(["call.started", "call.ended", "call.finished"] as const),
  ],
  // HubSpot takes 110 and 5 (crm/hubspot.md, 4.1 and 4.4). What leaves us evenly arrives a little unevenly, so a few are
  // kept back; searches are shared with the portal's other apps.
  rateLimits: [
    { family: "default", requests: 105, perSeconds: 10 },
    { family: "search", requests: 4, perSeconds: 1 },
  ],
  batchSize: 100,
  plannedVisits: true,
  proof: { lookUp: { settleSeconds: SETTLE_SECONDS } },
  vendorApi: {
    version: HUBSPOT_API_DATE,
    documentation: "https://developers.hubspot.com/docs/api-reference/latest/overview",
  },
};
