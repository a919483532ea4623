import type { Manifest } from "@perennial/contract";
import type { z } from "zod";
import { DAY, THOUSAND } from "./budget/daily-budget.ts";
import { WEB_API_VERSION } from "./dynamics-paths.ts";
import { SETTLE_SECONDS } from "./write/look-up-commands.ts";

/** Who this connector is. Dataverse knows no idempotency keys: what a command makes has an id of the command's own, and is looked up by it. */
export const dynamicsManifest: z.input<typeof Manifest> = {
  contractVersion: 1,
  id: "dynamics",
  title: { sv: "Dynamics 365", en: "Dynamics 365" },
  auth: "oauth2",
  capabilities: ["changes.read", "inbound"],
  commands: [
    ...(["put-call", "withdraw-call", "create-task"] as const),
    ...(["update-record", "add-note", "update-consent"] as const),
  ],
  signals: [
    ...(["customer.changed", "customer.deleted", "customer.merged"] as const),
    ...(["agreement.changed", "purchase.made", "consent.changed"] as const),
    ...(["call.ended", "call.finished"] as const),
  ],
  // 6000 in any 300 seconds of each user and web server (crm/dynamics.md, 4); a few are kept back.
  rateLimits: [
    { family: "default", requests: 5400, perSeconds: 300 },
    // How many requests a day there may be is a setting: a tenant's licences decide.
    { family: DAY, requests: THOUSAND, perSeconds: 86_400 },
  ],
  batchSize: 100,
  plannedVisits: true,
  readEverySeconds: 120,
  proof: { lookUp: { settleSeconds: SETTLE_SECONDS } },
  vendorApi: {
    version: WEB_API_VERSION,
    documentation: "https://learn.microsoft.com/power-apps/developer/data-platform/webapi/overview",
  },
};
