export { consentedTenant, consentUrl } from "./account/admin-consent.ts";
export { createDynamics, createDynamics as default } from "./dynamics-connector.ts";
export { DynamicsApp, GRAPH_URL, LOGIN_URL } from "./dynamics-credentials.ts";
export { isOrganizationUrl, WEB_API_VERSION } from "./dynamics-paths.ts";
export { DynamicsSettings } from "./dynamics-settings.ts";
export { createGraphClient, type GraphClient } from "./graph/graph-client.ts";
