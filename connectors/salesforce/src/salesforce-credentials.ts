import { z } from "zod";

/** What the operator gives a server of its external client app at Salesforce (crm/salesforce.md, 1.2). */
export const SalesforceApp = z.strictObject({
  /** The consumer key. */
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** Where people log in; sandboxes have another. */
  loginUrl: z.url().default("https://login.salesforce.com"),
  sandboxUrl: z.url().default("https://test.salesforce.com"),
});
export type SalesforceApp = z.infer<typeof SalesforceApp>;

/** The version of the REST API that we speak. */
export const API_VERSION = "v67.0";
/** How we are named in every call: change events carry it, so that our own are known again (crm/salesforce.md, 2.2). */
export const CLIENT_NAME = "Perennial/1.0";
