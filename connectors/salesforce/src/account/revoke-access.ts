import { createRequest } from "@perennial/connector-kit";
import type { ConnectorContext } from "@perennial/contract";
import type { SalesforceApp } from "../salesforce-credentials.ts";
import { createSalesforceFetch } from "../salesforce-transport.ts";
import { type LoginPlace, loginUrl } from "./salesforce-tokens.ts";

/** A session's context with our app in it. */
type RevokeContext = Pick<ConnectorContext, "abort" | "clock" | "limiter" | "tokens"> & {
  readonly app: SalesforceApp;
};

/**
 * Gives the access back: with the refresh token all its access tokens end. The package stays until an administrator takes it out, which
 * no app can do. What is void already is. Throws a `ConnectorError`.
 */
export async function revokeAccess(context: RevokeContext, place: LoginPlace): Promise<void> {
  const tokens = await context.tokens.read();
  if (tokens === undefined) return;
  const token = tokens.refreshToken ?? tokens.accessToken;
  const request = createRequest({
    ...{ connector: "salesforce", baseUrl: loginUrl(context.app, place) },
    context: { ...context, fetch: createSalesforceFetch() },
    secrets: [token, tokens.accessToken],
  });
  await request({
    ...{ method: "POST", path: ["services", "oauth2", "revoke"], form: { token } },
    // Salesforce tells of a token that it does not know by a 400.
    accept: [400],
  });
}
