import { sameSecret } from "@perennial/connector-kit";
import type { DynamicsApp } from "../dynamics-credentials.ts";
import { dynamicsError } from "../dynamics-errors.ts";

/** What an administrator is sent away with. */
export interface ConsentRequest {
  /** The organisation's origin. */
  readonly orgUrl: string;
  /** Exactly as it is registered with the app. */
  readonly redirectUri: string;
  /** Made by us, kept by us, and good for this one time. */
  readonly state: string;
}

/** Where an administrator agrees to our app for the whole tenant (crm/dynamics.md, 2.2). */
export function consentUrl(
  app: Pick<DynamicsApp, "clientId" | "loginUrl">,
  { orgUrl, redirectUri, state }: ConsentRequest,
): string {
  const url = new URL(`${app.loginUrl.replace(/\/+$/, "")}/organizations/v2.0/adminconsent`);
  url.search = new URLSearchParams({
    client_id: app.clientId,
    scope: `${new URL(orgUrl).origin}/.default`,
    redirect_uri: redirectUri,
    state,
  }).toString();
  return url.href;
}

/**
 * The tenant that an answer names. Anybody can write such an answer: it is worth no more than its state, and the tenant
 * is proven only by a token for it that the organisation takes (`DynamicsClient.whoAmI`). Throws a `ConnectorError`
 * where it is not an answer to what we asked, or says no.
 */
export function consentedTenant(query: URLSearchParams, state: string): string {
  if (!sameSecret(query.get("state") ?? "", state))
    throw dynamicsError(
      "unauthenticated",
      "this answer belongs to no connection that was begun here; begin it anew",
    );
  const refused = query.get("error");
  if (refused !== null)
    throw dynamicsError(
      "unauthenticated",
      `the administrator did not agree (${query.get("error_description") ?? refused})`,
    );
  const tenant = query.get("tenant") ?? "";
  if (query.get("admin_consent") === "True" && /^[0-9a-f-]{36}$/i.test(tenant)) return tenant;
  throw dynamicsError(
    "unauthenticated",
    "the answer does not say that an administrator agreed; begin anew",
  );
}
