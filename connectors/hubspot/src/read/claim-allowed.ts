import { ConnectorError } from "@perennial/contract";
import { readingScope } from "../account/scopes.ts";
import type { ReadTools } from "./read-tools.ts";

/**
 * What is known not to be allowed is not asked for in vain: HubSpot counts an app's refused requests. Throws a
 * `ConnectorError` that names the scope.
 */
export async function claimAllowed({ client }: ReadTools, type: string): Promise<void> {
  const granted = await client.scopes();
  const scope = readingScope(type);
  if (granted === undefined || granted.has(scope)) return;
  const message = `${type} may not be read; connect again and allow ${scope}`;
  throw new ConnectorError({ connector: "hubspot", kind: "forbidden", message });
}
