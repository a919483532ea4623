import type { Connector } from "@perennial/contract";
import { createDynamics } from "./dynamics-connector.ts";
import { createOutlookMail } from "./graph/mail/outlook-mail-connector.ts";

export { consentedTenant, consentUrl } from "./account/admin-consent.ts";
export { createDynamics } from "./dynamics-connector.ts";
export { DynamicsApp, GRAPH_URL, LOGIN_URL } from "./dynamics-credentials.ts";
export { isOrganizationUrl, WEB_API_VERSION } from "./dynamics-paths.ts";
export { DynamicsSettings } from "./dynamics-settings.ts";
export { createGraphClient, type GraphClient } from "./graph/graph-client.ts";
export { createOutlookMail } from "./graph/mail/outlook-mail-connector.ts";
export { OutlookMailSettings } from "./graph/mail/outlook-mail-settings.ts";

/** Both connectors of the package: the CRM, and mail from people's own mailboxes. */
export default function createConnectors(): readonly Connector[] {
  return [createDynamics() as Connector, createOutlookMail() as Connector];
}
