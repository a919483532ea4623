import type { Manifest } from "@perennial/contract";
import type { z } from "zod";
import { API_VERSION } from "./salesforce-credentials.ts";
import { SETTLE_SECONDS } from "./write/look-up-commands.ts";

/** Who this connector is. Salesforce knows no idempotency keys: an unclear outcome is looked up. */
export const salesforceManifest: z.input<typeof Manifest> = {
  contractVersion: 1,
  id: "salesforce",
  title: { sv: "Salesforce", en: "Salesforce" },
  auth: "oauth2",
  capabilities: ["changes.read"],
  commands: [
    ...(["put-call", "withdraw-call", "create-task"] as const),
    ...(["update-record", "add-note", "update-consent"] as const),
  ],
  signals: [
    ...(["customer.changed", "customer.deleted", "customer.merged"] as const),
    ...(["agreement.changed", "purchase.made", "consent.changed"] as const),
    ...(["interaction.happened", "call.ended", "call.finished"] as const),
  ],
  // An org counts calls by the day, all its apps together, and tells in every answer how many are used (crm/salesforce.md, 4).
  rateLimits: [],
  batchSize: 200,
  plannedVisits: true,
  listens: true,
  // Four objects every five minutes are 1,152 calls a day, of 100,000 or more.
  readEverySeconds: 300,
  proof: { lookUp: { settleSeconds: SETTLE_SECONDS } },
  vendorApi: {
    version: API_VERSION,
    documentation: "https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/",
  },
};
