import {
  createTokenSource,
  refreshGrant,
  type TokenEndpoint,
  type TokenRefusal,
  type TokenRefusalMeaning,
  type TokenSource,
} from "@perennial/connector-kit";
import type { ConnectorContext } from "@perennial/contract";
import type { SalesforceApp } from "../salesforce-credentials.ts";

/** Where an org's connection logs in. */
export interface LoginPlace {
  readonly isSandbox: boolean;
}

/** The host that a kind of org logs in at, without a slash at its end. */
export function loginUrl(app: SalesforceApp, { isSandbox }: LoginPlace): string {
  return (isSandbox ? app.sandboxUrl : app.loginUrl).replace(/\/+$/, "");
}

const RECONNECT =
  "Salesforce no longer lets us in: the access was taken back, or nothing renewed it for thirty days. Connect again.";
const CONFIGURATION =
  "the server's own app at Salesforce is set up wrongly; its operator compares PERENNIAL_SALESFORCE_CLIENT_ID and PERENNIAL_SALESFORCE_CLIENT_SECRET with the external client app";

/** What the refusals of the token endpoint mean (crm/salesforce.md, 1.1 and 1.2). What is wrong with our own app is tried again. */
const REFUSALS: Readonly<Record<string, TokenRefusalMeaning>> = {
  invalid_grant: { kind: "unauthenticated", remedy: RECONNECT },
  inactive_user: {
    kind: "unauthenticated",
    remedy: "the user that Perennial connects as is inactive; activate it or connect as another",
  },
  inactive_org: {
    kind: "unauthenticated",
    remedy: "the org is locked; connect again once it is not",
  },
  invalid_client_id: { kind: "unavailable", remedy: CONFIGURATION },
  invalid_client: { kind: "unavailable", remedy: CONFIGURATION },
  OAUTH_EC_APP_NOT_FOUND: {
    kind: "unauthenticated",
    remedy: "the Perennial package is not installed in the org; install it and connect again",
  },
};
/** Two renewals at once: the other one's tokens are there in a moment. */
const UNDER_WAY = /already being processed/i;

/** Salesforce's token endpoint, as our app is known there. It names no end of an access token: a refused one is renewed. */
export function tokenEndpoint(
  app: SalesforceApp,
  place: LoginPlace,
  context: TokenEndpoint["context"],
): TokenEndpoint {
  return {
    ...{ connector: "salesforce", context, refusals },
    tokenUrl: `${loginUrl(app, place)}/services/oauth2/token`,
    ...{ clientId: app.clientId, clientSecret: app.clientSecret },
    // The org's host, which changes when the org moves.
    keep: ["instance_url", "id"],
  };
}

/**
 * The access tokens of an org, renewed once for all processes: the next refresh token is kept before the new access token
 * is used, for Salesforce takes back every token of the family when an old one is used again.
 */
export function salesforceTokens(
  app: SalesforceApp,
  place: LoginPlace,
  context: TokenEndpoint["context"] & Pick<ConnectorContext, "tokens">,
): TokenSource {
  return createTokenSource({
    ...{ connector: "salesforce", clock: context.clock, store: context.tokens },
    refresh: refreshGrant(tokenEndpoint(app, place, context)),
  });
}

function refusals({ body }: TokenRefusal): TokenRefusalMeaning | undefined {
  const { error, error_description: description } = body;
  if (typeof description === "string" && UNDER_WAY.test(description)) {
    return { kind: "unavailable", remedy: "another process renews the access just now" };
  }
  return typeof error === "string" && Object.hasOwn(REFUSALS, error) ? REFUSALS[error] : undefined;
}
