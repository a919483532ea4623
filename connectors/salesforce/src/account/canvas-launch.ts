import { readSignedRequest } from "@perennial/connector-kit";
import type { InboundRequest, LaunchVerdict } from "@perennial/contract";
import { z } from "zod";
import type { SalesforceApp } from "../salesforce-credentials.ts";
import { wholeId } from "../whole-id.ts";

/** What of a signed request says who asks (developer.salesforce.com, Canvas Developer Guide, "Canvas Request Objects"). */
const Envelope = z.looseObject({
  context: z.looseObject({
    user: z.looseObject({ userId: z.string(), email: z.string().optional() }),
    organization: z.looseObject({ organizationId: z.string().min(15) }),
    environment: z
      .looseObject({ record: z.looseObject({ Id: z.string().optional() }).nullish() })
      .optional(),
  }),
});
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
  const signed = readSignedRequest({ body, secrets: [app.clientSecret] });
  if (!signed.genuine) return signed;
  const { data: found } = Envelope.safeParse(signed.payload);
  if (found === undefined) return { genuine: false, reason: "it does not say who asks" };
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
