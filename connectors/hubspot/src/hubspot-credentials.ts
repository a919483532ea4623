import { baseUrl, secret, setting } from "@perennial/connector-kit";
import { z } from "zod";

/** Where HubSpot's API is, for every portal in the world. */
export const HUBSPOT_API_URL = "https://api.hubapi.com";
/** Where an administrator agrees to our app. */
export const HUBSPOT_INSTALL_URL = "https://app.hubspot.com/oauth/authorize";

/**
 * Our app at HubSpot, as its developer page shows it under Auth: the operator gives it to the server once, for all
 * portals.
 */
export const HubspotApp = z.strictObject({
  appId: setting(z.string().regex(/^\d+$/, { error: "write the number of the app" }), {
    label: { sv: "Appens nummer", en: "App ID" },
    help: {
      sv: "Står under Auth på appens sida i HubSpots utvecklarkonto.",
      en: "Shown under Auth on the app's page in HubSpot's developer account.",
    },
  }),
  clientId: setting(z.string().min(1), {
    label: { sv: "Klient-id", en: "Client ID" },
    help: { sv: "Står på samma sida.", en: "Shown on the same page." },
  }),
  clientSecret: secret({
    label: { sv: "Klienthemlighet", en: "Client secret" },
    help: {
      sv: "Står på samma sida. Med den hämtas åtkomst, och den visar att anrop kommer från HubSpot.",
      en: "Shown on the same page. Access is fetched with it, and it proves that requests come from HubSpot.",
    },
  }),
  /** @default "https://api.hubapi.com" */
  apiUrl: baseUrl({
    label: { sv: "HubSpots API", en: "HubSpot's API" },
    help: {
      sv: "Ändras bara för att prova mot en simulator.",
      en: "Changed only to try things against a simulator.",
    },
  }).default(HUBSPOT_API_URL),
  /** @default "https://app.hubspot.com/oauth/authorize" */
  installUrl: baseUrl({
    label: { sv: "HubSpots installationssida", en: "HubSpot's install page" },
    help: {
      sv: "Ändras bara för att prova mot en simulator.",
      en: "Changed only to try things against a simulator.",
    },
  }).default(HUBSPOT_INSTALL_URL),
});
export type HubspotApp = z.infer<typeof HubspotApp>;
