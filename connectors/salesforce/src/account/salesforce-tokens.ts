import {
  createTokenSource,
  refreshGrant,
  type TokenEndpoint,
  type TokenRefusal,
  type TokenRefusalMeaning,
  type TokenSource,
} from "@perennial/connector-kit";
import { type ConnectorContext, ConnectorError, type Tokens } from "@perennial/contract";
import type { SalesforceApp } from "../salesforce-credentials.ts";
import { userAssertion } from "./user-assertion.ts";

/** Where an org's connection logs in. */
export interface LoginPlace {
  readonly isSandbox: boolean;
  /** The user that we act as by assertion; nothing where whoever connected is that user. */
  readonly username?: string | undefined;
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
  const { username } = place;
  return createTokenSource({
    ...{ connector: "salesforce", clock: context.clock, store: context.tokens },
    refresh:
      username === undefined
        ? refreshGrant(tokenEndpoint(app, place, context))
        : (current) => actAs(app, { ...place, username }, { context, current }),
  });
}

/**
 * Tokens for a user by an assertion (crm/salesforce.md, 1.3). They are taken only for the org that somebody has connected: a name that
 * is filled in proves nothing, and another org may have approved our app for it.
 */
async function actAs(
  app: SalesforceApp,
  place: LoginPlace & { readonly username: string },
  {
    context,
    current,
  }: { readonly context: TokenEndpoint["context"]; readonly current: Tokens | undefined },
): Promise<Tokens> {
  const { clientId, privateKey } = app;
  const org = orgOf(current);
  if (org === undefined) throw refused("unauthenticated", "connect the org first");
  if (privateKey === undefined) throw refused("unavailable", NO_KEY);
  const assertion = () =>
    userAssertion({
      ...{ clientId, privateKey, username: place.username },
      ...{ audience: loginUrl(app, place), now: context.clock.now() },
    });
  const endpoint = { ...tokenEndpoint(app, place, context), refusals: assertionRefusals };
  const tokens = await refreshGrant({ ...endpoint, assertion })(current);
  if (orgOf(tokens) === org) return tokens;
  throw refused(
    "unauthenticated",
    `${place.username} is a user of another org than the one connected`,
  );
}

const NO_KEY =
  "this server cannot act as a user; its operator sets PERENNIAL_SALESFORCE_PRIVATE_KEY";
const NOT_APPROVED =
  "Salesforce does not let Perennial act as that user: pre-authorise the app for it by a permission set, and compare the user's name";

/** The org in the address of an identity, `https://login.salesforce.com/id/<org>/<user>`. */
function orgOf(tokens: Tokens | undefined): string | undefined {
  return tokens?.details?.id?.split("/").at(-2);
}

function refused(kind: "unauthenticated" | "unavailable", message: string): ConnectorError {
  return new ConnectorError({ connector: "salesforce", kind, message });
}

function assertionRefusals(refusal: TokenRefusal): TokenRefusalMeaning | undefined {
  const meaning = refusals(refusal);
  return refusal.body.error === "invalid_grant"
    ? { kind: "unauthenticated", remedy: NOT_APPROVED }
    : meaning;
}

function refusals({ body }: TokenRefusal): TokenRefusalMeaning | undefined {
  const { error, error_description: description } = body;
  if (typeof description === "string" && UNDER_WAY.test(description)) {
    return { kind: "unavailable", remedy: "another process renews the access just now" };
  }
  return typeof error === "string" && Object.hasOwn(REFUSALS, error) ? REFUSALS[error] : undefined;
}
