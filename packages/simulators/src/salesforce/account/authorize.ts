import type { DoorAnswer, DoorRequest } from "../../door/door-request.ts";
import type { SalesforceApp } from "../salesforce-options.ts";
import { DEFAULT_SCOPES } from "./oauth-refusal.ts";
import type { TokenOffice } from "./token-office.ts";

/** What an administrator sees before agreeing. */
export interface SalesforceConsentRequest {
  readonly scopes: readonly string[];
  readonly state: string | undefined;
  readonly loginHint: string | undefined;
  /** The org on whose host the page is; missing on the general login host. */
  readonly orgId: string | undefined;
}

/** What an administrator answers: who logs in where, or that it shall not be. */
export type SalesforceConsent =
  | {
      readonly orgId: string;
      /** The id or name of a user of that org. @default the first one */
      readonly user?: string;
    }
  | "deny"
  /** The user is not one for whom an administrator has approved the app. */
  | "not-approved";

/** What the authorize page needs. */
export interface AuthorizeDesk {
  readonly app: SalesforceApp;
  readonly office: TokenOffice;
  /** What the person at the browser answers; nothing where nobody logs in. */
  consent(request: SalesforceConsentRequest): SalesforceConsent | undefined;
  /** The user of an org; nothing where there is none such, or not on this host. */
  login(
    orgId: string,
    user: string | undefined,
  ):
    | { readonly userId: string; readonly isInstalled: boolean; readonly isActive: boolean }
    | undefined;
}

const VERIFIER_CHALLENGE = /^[\w-]{43}$/;

/**
 * `GET /services/oauth2/authorize`: sends the browser back with a code, or with what was wrong (Salesforce Help,
 * OAuth 2.0 Web Server Flow).
 */
export function authorize(
  request: DoorRequest,
  desk: AuthorizeDesk,
  orgId: string | undefined,
): DoorAnswer {
  const query = new URLSearchParams(request.query);
  // Nobody is sent on to an address that is not the app's: these two faults stay on the page.
  if (query.get("client_id") !== desk.app.clientId)
    return page(400, "error=invalid_client_id&error_description=client identifier invalid");
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!desk.app.redirectUris.includes(redirectUri))
    return page(
      400,
      "error=redirect_uri_mismatch&error_description=redirect_uri must match configuration",
    );
  const state = query.get("state") ?? undefined;
  const fail = (error: string, error_description: string) =>
    back(redirectUri, state, { error, error_description });
  const fault = faultOf(query, desk.app);
  if (fault !== undefined) return fail(fault[0], fault[1]);
  const scopes = (query.get("scope") ?? DEFAULT_SCOPES.join(" ")).split(" ");
  const loginHint = query.get("login_hint") ?? undefined;
  const consent = desk.consent({ scopes, state, loginHint, orgId });
  if (consent === undefined) return page(200, "Log in to Salesforce.");
  if (consent === "deny") return fail("access_denied", "end-user denied authorization");
  if (consent === "not-approved")
    return fail("OAUTH_APP_ACCESS_DENIED", "user is not admin approved to access this app");
  const login = desk.login(consent.orgId, consent.user);
  if (login === undefined || !login.isActive)
    return page(200, "Please check your username and password.");
  if (!login.isInstalled)
    return fail("OAUTH_EC_APP_NOT_FOUND", "external client app is not installed in this org");
  const code = desk.office.issueCode({
    orgId: consent.orgId,
    userId: login.userId,
    scopes,
    redirectUri,
    codeChallenge: query.get("code_challenge") ?? "",
  });
  return back(redirectUri, state, { code });
}

function faultOf(
  query: URLSearchParams,
  app: SalesforceApp,
): readonly [error: string, description: string] | undefined {
  if (query.get("response_type") !== "code")
    return ["unsupported_response_type", "response type not supported"];
  const challenge = query.get("code_challenge");
  if (challenge === null) return ["invalid_request", "missing required code challenge"];
  if (query.get("code_challenge_method") !== "S256" || !VERIFIER_CHALLENGE.test(challenge))
    return ["invalid_request", "invalid code challenge; the method must be S256"];
  const allowed = app.scopes ?? DEFAULT_SCOPES;
  const foreign = (query.get("scope") ?? "")
    .split(" ")
    .find((scope) => scope !== "" && !allowed.includes(scope));
  if (foreign !== undefined) return ["invalid_scope", "the requested scope is not allowed"];
  return undefined;
}

function back(uri: string, state: string | undefined, more: Record<string, string>): DoorAnswer {
  const location = new URL(uri);
  for (const [name, value] of Object.entries(more)) location.searchParams.set(name, value);
  if (state !== undefined) location.searchParams.set("state", state);
  return { status: 302, headers: { location: location.href } };
}

function page(status: number, sentence: string): DoorAnswer {
  const headers = { "content-type": "text/html; charset=UTF-8" };
  return { status, headers, body: `<!doctype html><title>Salesforce</title><p>${sentence}</p>` };
}
