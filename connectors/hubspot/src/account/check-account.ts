import { createRequest } from "@perennial/connector-kit";
import { ConnectorError } from "@perennial/contract";
import { appOf, type HubspotClient, type HubspotContext } from "../hubspot-client.ts";
import { hubspotExceptions } from "../hubspot-errors.ts";
import type { HubspotSettings } from "../hubspot-settings.ts";
import { createHubspotFetch } from "../hubspot-transport.ts";
import { readAccount } from "./account-details.ts";
import { introspect } from "./introspect.ts";
import { missingFeatures, REQUIRED_SCOPES } from "./scopes.ts";

/** What a check works with. */
export interface Checking {
  readonly client: HubspotClient;
  readonly settings: HubspotSettings;
  readonly context: HubspotContext;
}

/**
 * Proves that the portal lets us in, that it is the one of the settings, and that it allows what is needed. What is
 * off for want of an optional scope is a line in the log; `describe` tells it to the administrator.
 */
export async function checkAccount(checking: Checking): Promise<void> {
  const { client, settings, context } = checking;
  const account = await readAccount(client.request);
  if (account.portalId !== settings.portalId) {
    const message = `the access is for portal ${account.portalId}, but the settings name ${settings.portalId}; install the app in the right one`;
    throw new ConnectorError({ connector: "hubspot", kind: "invalid", message });
  }
  const granted = await grantedScopes(checking);
  if (granted === undefined) return;
  const lacking = REQUIRED_SCOPES.filter((scope) => !granted.has(scope));
  if (lacking.length > 0) {
    const message = `the portal does not allow ${lacking.join(", ")}; install the app again and allow it`;
    throw new ConnectorError({ connector: "hubspot", kind: "forbidden", message });
  }
  const off = missingFeatures(granted);
  if (off.length > 0) {
    context.log.info("parts of HubSpot are off", {
      connector: "hubspot",
      off: off.map(({ en }) => en).join(" "),
    });
  }
}

/** The scopes that the access token has now, by HubSpot's own word. */
export async function grantedScopes({
  context,
}: Pick<Checking, "context">): Promise<ReadonlySet<string> | undefined> {
  const app = appOf(context);
  const tokens = await context.tokens.read();
  if (tokens === undefined) return undefined;
  const request = createRequest({
    ...{ connector: "hubspot", baseUrl: app.apiUrl, exceptions: hubspotExceptions },
    context: { ...context, fetch: createHubspotFetch() },
    secrets: [app.clientSecret, tokens.accessToken],
  });
  const { active, scopes } = await introspect(request, app, tokens.accessToken);
  return active ? scopes : undefined;
}
