import { codeGrant, createRequest } from "@perennial/connector-kit";
import {
  type AppAccount,
  type AppContext,
  ConnectorError,
  type Grant,
  type GrantRequest,
  type Installed,
  type Limiter,
} from "@perennial/contract";
import type { HubspotApp } from "../hubspot-credentials.ts";
import { hubspotExceptions } from "../hubspot-errors.ts";
import { createHubspotFetch } from "../hubspot-transport.ts";
import { readAccount } from "./account-details.ts";
import { tokenEndpoint } from "./hubspot-tokens.ts";
import { introspect } from "./introspect.ts";
import { CONDITIONAL_SCOPES, OPTIONAL_SCOPES, REQUIRED_SCOPES } from "./scopes.ts";

/** An installation is a few requests of a portal that has no connection yet. */
const UNLIMITED: Limiter = { take: async () => {}, drain() {} };

/** Where an administrator agrees (crm/hubspot.md, 1.1). */
export function authorizeUrl(app: HubspotApp, request: GrantRequest): string {
  const url = new URL(app.installUrl);
  const query = {
    client_id: app.clientId,
    redirect_uri: request.redirectUri,
    scope: [...REQUIRED_SCOPES, ...CONDITIONAL_SCOPES].join(" "),
    optional_scope: OPTIONAL_SCOPES.join(" "),
    state: request.state,
    code_challenge: request.codeChallenge,
    code_challenge_method: "S256",
  };
  // HubSpot's own links part scopes by %20, and nothing says that it reads a plus as well.
  url.search = Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  return url.href;
}

/**
 * Where an administrator finds our settings: among the portal's installed apps. Not verified: HubSpot's pages show the
 * address in screenshots alone, and that a portal elsewhere, such as in the EU, is led on from the usual host.
 */
export function settingsUrl(app: HubspotApp, { id }: AppAccount): string {
  return new URL(`/connected-apps/${encodeURIComponent(id)}/installed`, app.installUrl).href;
}

/** Exchanges the code and asks whose portal it is. */
export async function install(
  app: HubspotApp,
  grant: Grant,
  { clock, abort }: AppContext,
): Promise<Installed> {
  const context = { clock, abort, fetch: createHubspotFetch(), limiter: UNLIMITED };
  const tokens = await codeGrant(tokenEndpoint(app, context))(grant);
  const { accessToken, refreshToken = "" } = tokens;
  const defaults = {
    ...{ connector: "hubspot", context, baseUrl: app.apiUrl, exceptions: hubspotExceptions },
    secrets: [app.clientSecret, accessToken, refreshToken],
  };
  const known = await introspect(createRequest(defaults), app, accessToken);
  const lacking = REQUIRED_SCOPES.filter((scope) => !known.scopes.has(scope));
  if (!known.active || lacking.length > 0) throw incomplete(lacking);
  const headers = { authorization: `Bearer ${accessToken}` };
  const account = await readAccount(createRequest({ ...defaults, headers }));
  const { portalId } = account;
  return {
    account: {
      ...{ id: portalId, name: known.domain || `HubSpot ${portalId}`, timeZone: account.timeZone },
      ...(account.currency !== undefined && { currency: account.currency }),
    },
    tokens: { ...tokens, details: { portalId, scopes: [...known.scopes].join(" ") } },
    settings: { portalId },
    ...(known.user !== undefined && { by: known.user }),
  };
}

function incomplete(lacking: readonly string[]): ConnectorError {
  const what = lacking.length === 0 ? "" : `; it lacks ${lacking.join(", ")}`;
  const message = `HubSpot gave access that cannot be used${what}. Begin the installation anew and allow all that is asked for.`;
  return new ConnectorError({ connector: "hubspot", kind: "forbidden", message });
}

/** Where portals are, which may show the console in a frame (openIframeModal): each region has a host of its own. */
export const FRAMES: readonly string[] = ["https://app.hubspot.com", "https://*.hubspot.com"];
