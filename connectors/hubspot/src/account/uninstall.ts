import { ConnectorError } from "@perennial/contract";
import type { HubspotClient } from "../hubspot-client.ts";
import { installPath } from "../hubspot-paths.ts";

/**
 * Takes our app out of the portal, and has HubSpot tell its administrators (crm/hubspot.md, 1.4: taking the tokens
 * back alone would leave it installed). One that is out already is out.
 */
export async function uninstall({ request }: HubspotClient): Promise<void> {
  try {
    await request({ method: "DELETE", path: installPath(), family: "default", accept: [404] });
  } catch (error) {
    if (!ConnectorError.isInstance(error) || error.kind !== "unauthenticated") throw error;
  }
}
