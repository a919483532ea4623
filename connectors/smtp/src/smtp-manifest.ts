import type { Manifest } from "@perennial/contract";
import type { z } from "zod";

/**
 * Who this connector is. SMTP cannot be asked what became of a message, so `proof.lookUp` holds only for
 * connections whose settings name a message search; the sessions of others have no `lookUp`. In the same way
 * signals come only where the settings say who reports, and tracked links only where they have a secret.
 */
export const smtpManifest: z.input<typeof Manifest> = {
  contractVersion: 1,
  id: "smtp",
  title: { sv: "E-post genom SMTP", en: "E-mail through SMTP" },
  auth: "basic",
  capabilities: ["inbound"],
  commands: ["send-email"],
  signals: [
    "message.delivered",
    "message.failed",
    "message.complained",
    "message.opened",
    "message.clicked",
  ],
  batchSize: 100,
  // A message is given up after three minutes; a relay that took it has it in its search by then.
  proof: { lookUp: { settleSeconds: 300 } },
  vendorApi: { version: "RFC 5321", documentation: "https://www.rfc-editor.org/rfc/rfc5321" },
};
