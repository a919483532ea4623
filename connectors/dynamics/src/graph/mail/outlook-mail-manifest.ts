import type { Manifest } from "@perennial/contract";
import type { z } from "zod";
import { GRAPH_VERSION } from "../graph-client.ts";

/** The connector's id. */
export const OUTLOOK_MAIL = "outlook-mail";

/** The family of requests that read what came in. */
export const READING = "reading";

/**
 * Who this connector is: e-mail from people's own mailboxes in Microsoft 365, one to one. It is not the connector to Dynamics:
 * what e-mail is sent through is chosen by connections, and a manifest says the same for all of a connector's
 * (decisions/0003).
 */
export const outlookMailManifest: z.input<typeof Manifest> = {
  contractVersion: 1,
  id: OUTLOOK_MAIL,
  title: { sv: "E-post från Outlook (Microsoft 365)", en: "E-mail from Outlook (Microsoft 365)" },
  auth: "oauth2",
  capabilities: ["changes.read", "inbound"],
  commands: ["send-email"],
  // One person to one other. What everybody gets, by law or as marketing, is for a connection that carries
  // List-Unsubscribe, which an app may not set here, and more than 30 mails in a minute (crm/dynamics.md, 1.5).
  messageClasses: ["service"],
  signals: ["message.replied", "message.failed"],
  rateLimits: [
    // Exchange Online lets a mailbox send 30 in a minute; Graph takes 10000 requests in ten minutes for each mailbox
    // (crm/dynamics.md, 1.5). A limit holds for the whole connection here, and so for each of its mailboxes.
    { requests: 30, perSeconds: 60 },
    { family: READING, requests: 5000, perSeconds: 600 },
  ],
  batchSize: 20,
  readEverySeconds: 300,
  // A request is given up after half a minute, and Graph's own gateway after two.
  proof: { lookUp: { settleSeconds: 150 } },
  vendorApi: {
    version: GRAPH_VERSION,
    documentation: "https://learn.microsoft.com/graph/api/resources/mail-api-overview",
  },
};
