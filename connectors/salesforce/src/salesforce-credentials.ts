import { baseUrl, secret, setting } from "@perennial/connector-kit";
import { z } from "zod";

/** What the operator gives a server of its external client app at Salesforce (crm/salesforce.md, 1.2). */
export const SalesforceApp = z.strictObject({
  clientId: setting(z.string().min(1), {
    label: { sv: "Konsumentnyckel", en: "Consumer key" },
    help: {
      sv: "Står på den externa klientappens sida i Salesforce.",
      en: "Shown on the external client app's page in Salesforce.",
    },
  }),
  clientSecret: secret({
    label: { sv: "Konsumenthemlighet", en: "Consumer secret" },
    help: { sv: "Står på samma sida.", en: "Shown on the same page." },
  }),
  /** Lets connections act as a user of the org's by assertion, which needs no renewal of rotating tokens. @default they cannot */
  privateKey: secret({
    label: { sv: "Privat nyckel", en: "Private key" },
    help: {
      sv: "PEM. Certifikatet till den laddas upp hos den externa klientappen.",
      en: "PEM. The certificate to it is uploaded at the external client app.",
    },
  }).optional(),
  /** @default "https://login.salesforce.com" */
  loginUrl: baseUrl({
    label: { sv: "Inloggning", en: "Login" },
    help: {
      sv: "Ändras bara för att prova mot en simulator.",
      en: "Changed only to try things against a simulator.",
    },
  }).default("https://login.salesforce.com"),
  /** @default "https://test.salesforce.com" */
  sandboxUrl: baseUrl({
    label: { sv: "Inloggning till sandlådor", en: "Login of sandboxes" },
    help: {
      sv: "Ändras bara för att prova mot en simulator.",
      en: "Changed only to try things against a simulator.",
    },
  }).default("https://test.salesforce.com"),
});
export type SalesforceApp = z.infer<typeof SalesforceApp>;

/** The version of the REST API that we speak. */
export const API_VERSION = "v67.0";
/** How we are named in every call: change events carry it, so that our own are known again (crm/salesforce.md, 2.2). */
export const CLIENT_NAME = "Perennial/1.0";
