import { ConnectorError } from "@perennial/contract";
import type { OrgTools } from "../org-tools.ts";
import { demandVisibleRefusals } from "../read/visible-refusals.ts";
import { readOrg } from "./org-details.ts";

/**
 * Proves that the org lets us in, that it is the one of the settings, and that we see who said no. Throws a `ConnectorError`
 * that says what to do.
 */
export async function checkOrg(tools: OrgTools): Promise<void> {
  const { client, settings } = tools;
  const { id } = await readOrg(client);
  if (id !== settings.orgId) {
    const message = `the access is for the org ${id}, but the settings name ${settings.orgId}; connect the right one`;
    throw new ConnectorError({ connector: "salesforce", kind: "invalid", message });
  }
  await demandVisibleRefusals(tools);
}
