import { createHmac, timingSafeEqual } from "node:crypto";
import type { InboundRequest, LaunchVerdict } from "@perennial/contract";
import { z } from "zod";
import type { SalesforceApp } from "../salesforce-credentials.ts";
import { wholeId } from "../whole-id.ts";

/** What of a signed request says who asks (developer.salesforce.com, Canvas Developer Guide, "Canvas Request Objects"). */
const Envelope = z.looseObject({
  algorithm: z.string().default("HMACSHA256"),
  context: z.looseObject({
    user: z.looseObject({ userId: z.string(), email: z.string().optional() }),
    organization: z.looseObject({ organizationId: z.string().min(15) }),
    environment: z
      .looseObject({ record: z.looseObject({ Id: z.string().optional() }).nullish() })
      .optional(),
  }),
});
const ALGORITHM = /^HMAC-?SHA-?256$/i;
const FIELD = "signed_request";
/** What ids of contacts begin with: customers are contacts. */
const CONTACT = "003";

/** The hosts of Salesforce's pages, which may show the console in a frame (crm/salesforce.md, 6.2). */
export const FRAMES: readonly string[] = [
  ...["https://*.lightning.force.com", "https://*.my.salesforce.com"],
  ...["https://*.visualforce.com", "https://*.vf.force.com"],
];

/**
 * Judges the request by which a Canvas opens our console: the part before the first period signs what stands behind it. The
 * whole of it is a credential, so that nothing of it is in what is said of it. Salesforce signs no time: whoever takes it
 * exchanges it at once for a session of ours. On a customer's page it opens that customer.
 */
export function canvasLaunch(app: SalesforceApp, { body }: InboundRequest): LaunchVerdict {
  const signed = new URLSearchParams(body).get(FIELD) ?? "";
  const period = signed.indexOf(".");
  if (period <= 0) return notGenuine("it has no signed request");
  const [signature, envelope] = [signed.slice(0, period), signed.slice(period + 1)];
  if (!isSigned(envelope, signature, app.clientSecret)) return notGenuine("its signature is wrong");
  const found = read(envelope);
  if (found === undefined || !ALGORITHM.test(found.algorithm)) {
    return notGenuine("it is signed in another way, or does not say who asks");
  }
  const { user, organization, environment } = found.context;
  const record = environment?.record?.Id;
  return {
    genuine: true,
    launch: {
      ...{ account: wholeId(organization.organizationId), user: user.email ?? user.userId },
      ...(record?.startsWith(CONTACT) && { path: `/embed/customers/${wholeId(record)}` }),
    },
  };
}

function isSigned(envelope: string, signature: string, secret: string): boolean {
  const given = Buffer.from(signature, "base64");
  const made = createHmac("sha256", secret).update(envelope, "utf8").digest();
  return given.length === made.length && timingSafeEqual(given, made);
}

function read(envelope: string): z.infer<typeof Envelope> | undefined {
  try {
    return Envelope.parse(JSON.parse(Buffer.from(envelope, "base64").toString("utf8")));
  } catch {
    return undefined;
  }
}

function notGenuine(reason: string): LaunchVerdict {
  return { genuine: false, reason };
}
