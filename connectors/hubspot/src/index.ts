export {
  CONDITIONAL_SCOPES,
  FEATURE_SCOPES,
  OPTIONAL_SCOPES,
  REQUIRED_SCOPES,
} from "./account/scopes.ts";
export { createHubspot, createHubspot as default } from "./hubspot-connector.ts";
export { HUBSPOT_API_URL, HUBSPOT_INSTALL_URL, HubspotApp } from "./hubspot-credentials.ts";
export { HUBSPOT_API_DATE } from "./hubspot-paths.ts";
export { HubspotSettings } from "./hubspot-settings.ts";
