import { baseUrl, secret, setting } from "@perennial/connector-kit";
import { z } from "zod";

/** Where people and apps sign in. */
export const LOGIN_URL = "https://login.microsoftonline.com";

/** Where Microsoft Graph is; its tokens are for this origin, wherever it is reached. */
export const GRAPH_URL = "https://graph.microsoft.com";

/** Our app in Entra ID, as its operator registered it: one for all tenants (crm/dynamics.md, 2.1). */
export const DynamicsApp = z.strictObject({
  clientId: setting(z.guid({ error: "write the application (client) ID" }), {
    label: { sv: "Program-id (klient)", en: "Application (client) ID" },
    help: {
      sv: "Står under Översikt på appregistreringens sida.",
      en: "Shown under Overview on the page of the app registration.",
    },
  }),
  certificate: setting(z.string().includes("BEGIN CERTIFICATE"), {
    label: { sv: "Certifikat", en: "Certificate" },
    help: {
      sv: "Det som laddats upp under Certifikat och hemligheter, i PEM.",
      en: "The one uploaded under Certificates & secrets, in PEM.",
    },
  }),
  privateKey: secret({
    label: { sv: "Privat nyckel", en: "Private key" },
    help: {
      sv: "Certifikatets nyckel i PEM. Med den hämtas åtkomst.",
      en: "The certificate's key in PEM. Access is fetched with it.",
    },
  }),
  /** @default "https://login.microsoftonline.com" */
  loginUrl: baseUrl({
    label: { sv: "Inloggning", en: "Sign-in" },
    help: {
      sv: "Ändras bara för att prova mot en simulator.",
      en: "Changed only to try things against a simulator.",
    },
  }).default(LOGIN_URL),
  /** @default "https://graph.microsoft.com" */
  graphUrl: baseUrl({
    label: { sv: "Microsoft Graph", en: "Microsoft Graph" },
    help: {
      sv: "Ändras bara för att prova mot en simulator.",
      en: "Changed only to try things against a simulator.",
    },
  }).default(GRAPH_URL),
  /** @default the organisations themselves */
  gatewayUrl: baseUrl({
    label: { sv: "Väg till miljöerna", en: "Way to the environments" },
    help: {
      sv: "Ändras bara för att prova mot en simulator.",
      en: "Changed only to try things against a simulator.",
    },
  }).optional(),
});
export type DynamicsApp = z.infer<typeof DynamicsApp>;

/** Which organisation of which tenant a connection is for. */
export interface DynamicsPlace {
  /** The tenant's id. @default the one that the connection's tokens were given for, `tenantId` of their details */
  readonly tenantId?: string;
  /** The organisation's origin, such as `https://contoso.crm4.dynamics.com`. */
  readonly orgUrl: string;
}
