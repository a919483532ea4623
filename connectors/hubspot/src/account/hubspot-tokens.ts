import {
  createTokenSource,
  refreshGrant,
  type TokenEndpoint,
  type TokenRefusal,
  type TokenRefusalMeaning,
  type TokenSource,
} from "@perennial/connector-kit";
import type { ConnectorContext } from "@perennial/contract";
import type { HubspotApp } from "../hubspot-credentials.ts";
import { oauthPath } from "../hubspot-paths.ts";

const RECONNECT =
  "HubSpot no longer lets us in: the app was uninstalled or its access taken back. Install it again from the portal.";
const CONFIGURATION =
  "the server's own HubSpot app is set up wrongly; its operator compares PERENNIAL_HUBSPOT_CLIENT_ID, PERENNIAL_HUBSPOT_CLIENT_SECRET, the public address and the scopes with the app's page at HubSpot";

/**
 * HubSpot's words for a refusal (crm/hubspot.md, 1.3). What is wrong with our own app is no fault of the portal's: its
 * connection is tried again, so that it goes on by itself once the operator has mended it.
 */
const REFUSALS: Readonly<Record<string, TokenRefusalMeaning>> = {
  BAD_REFRESH_TOKEN: { kind: "unauthenticated", remedy: RECONNECT },
  BAD_HUB: { kind: "unauthenticated", remedy: RECONNECT },
  BAD_AUTH_CODE: {
    kind: "unauthenticated",
    remedy: "the installation took too long or was begun twice; begin it anew",
  },
  BAD_CODE_VERIFIER: { kind: "unauthenticated", remedy: "begin the installation anew" },
  BAD_CLIENT_ID: { kind: "unavailable", remedy: CONFIGURATION },
  BAD_CLIENT_SECRET: { kind: "unavailable", remedy: CONFIGURATION },
  BAD_REDIRECT_URI: { kind: "unavailable", remedy: CONFIGURATION },
  BAD_SCOPES: { kind: "unavailable", remedy: CONFIGURATION },
};

/** HubSpot's token endpoint, as our app is known there. `context.fetch` goes through HubSpot's SDK. */
export function tokenEndpoint(app: HubspotApp, context: TokenEndpoint["context"]): TokenEndpoint {
  return {
    ...{ connector: "hubspot", context, refusals },
    tokenUrl: [app.apiUrl.replace(/\/+$/, ""), ...oauthPath()].join("/"),
    clientId: app.clientId,
    clientSecret: app.clientSecret,
  };
}

/** The access tokens of a portal, renewed once for all processes. */
export function hubspotTokens(
  app: HubspotApp,
  context: TokenEndpoint["context"] & Pick<ConnectorContext, "tokens">,
): TokenSource {
  return createTokenSource({
    ...{ connector: "hubspot", clock: context.clock, store: context.tokens },
    refresh: refreshGrant(tokenEndpoint(app, context)),
  });
}

function refusals({ body }: TokenRefusal): TokenRefusalMeaning | undefined {
  const { status, message } = body;
  if (typeof status === "string" && Object.hasOwn(REFUSALS, status)) return REFUSALS[status];
  const isHub = typeof message === "string" && /missing or unknown hub id/i.test(message);
  return isHub ? REFUSALS.BAD_HUB : undefined;
}
