import type { DoorAnswer, DoorRequest } from "../../door/door-request.ts";
import type { HubspotApp } from "../hubspot-options.ts";
import type { TokenOffice } from "./token-office.ts";

/** What an administrator sees before agreeing. */
export interface ConsentRequest {
  readonly scopes: readonly string[];
  readonly optionalScopes: readonly string[];
  readonly state: string | undefined;
}

/** What an administrator answers: for which portal, or that it shall not be. */
export type Consent =
  | {
      readonly portalId: number;
      /** A user of that portal. @default its first administrator */
      readonly userId?: number;
      /** The optional scopes that the portal's plan has. @default all that are asked for */
      readonly optionalScopes?: readonly string[];
    }
  | "deny"
  /** An administrator of the portal must allow the app first (App Governance). */
  | "approval-needed";

/** What the authorize page needs. */
export interface AuthorizeDesk {
  readonly app: HubspotApp;
  readonly office: TokenOffice;
  /** What the administrator at the browser answers; nothing where nobody is logged in. */
  consent(request: ConsentRequest): Consent | undefined;
  /** The user who agrees, if that user may install apps in that portal. */
  installer(portalId: number, userId: number | undefined): number | undefined;
  /** Whether a portal's plan has what a scope is for. */
  hasScope(portalId: number, scope: string): boolean;
}

const KNOWN = [
  "client_id",
  "scope",
  "redirect_uri",
  "optional_scope",
  "state",
  "code_challenge",
  "code_challenge_method",
];

/** `GET /oauth/authorize`: sends the browser back with a code, or shows why the app cannot be installed (crm/hubspot.md, 1.1). */
export function authorize(request: DoorRequest, desk: AuthorizeDesk): DoorAnswer {
  const query = new URLSearchParams(request.query);
  const fault = faultOf(query, desk.app);
  if (fault !== undefined) return page(400, `Authorization failed because ${fault}.`);
  const scopes = words(query.get("scope"));
  const optionalScopes = words(query.get("optional_scope"));
  const state = query.get("state") ?? undefined;
  const redirectUri = query.get("redirect_uri") ?? "";
  const consent = desk.consent({ scopes, optionalScopes, state });
  if (consent === undefined) return page(200, "Log in and choose an account.");
  if (consent === "approval-needed")
    return page(403, "This app must be approved by a Super Admin of the account first.");
  if (consent === "deny")
    return back(redirectUri, state, {
      error: "access_denied",
      error_description: "The user denied the request",
    });
  const userId = desk.installer(consent.portalId, consent.userId);
  if (userId === undefined)
    return page(403, "You need to be a Super Admin or have App Marketplace Access.");
  const has = (scope: string) => desk.hasScope(consent.portalId, scope);
  const lacking = scopes.find((scope) => !has(scope));
  if (lacking !== undefined)
    return page(403, `This account does not have access to ${lacking}, which the app requires.`);
  const allowed = (consent.optionalScopes ?? optionalScopes).filter(has);
  const code = desk.office.issueCode({
    portalId: consent.portalId,
    userId,
    scopes: [...new Set([...scopes, ...optionalScopes.filter((one) => allowed.includes(one))])],
    redirectUri,
    codeChallenge: query.get("code_challenge") ?? undefined,
  });
  return back(redirectUri, state, { code });
}

function faultOf(query: URLSearchParams, app: HubspotApp): string | undefined {
  const unknown = [...query.keys()].find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) return `the parameter ${unknown} is unknown`;
  if (query.get("client_id") !== app.clientId) return "the client ID is unknown";
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!app.redirectUris.includes(redirectUri))
    return "the redirect URL does not match one that is registered with the app";
  const scopes = words(query.get("scope"));
  const missing = app.requiredScopes.find((scope) => !scopes.includes(scope));
  if (missing !== undefined) return `the required scope ${missing} is missing`;
  const allowed = [...app.requiredScopes, ...(app.conditionallyRequiredScopes ?? [])];
  const extra = scopes.find((scope) => !allowed.includes(scope));
  if (extra !== undefined) return `the scope ${extra} is not one of the app's required scopes`;
  const other = words(query.get("optional_scope")).find(
    (scope) => !app.optionalScopes.includes(scope),
  );
  if (other !== undefined) return `the scope ${other} is not one of the app's optional scopes`;
  const method = query.get("code_challenge_method");
  if (query.has("code_challenge") !== (method === "S256"))
    return "code_challenge and code_challenge_method=S256 belong together";
  return undefined;
}

function back(uri: string, state: string | undefined, more: Record<string, string>): DoorAnswer {
  const location = new URL(uri);
  for (const [name, value] of Object.entries(more)) location.searchParams.set(name, value);
  if (state !== undefined) location.searchParams.set("state", state);
  return { status: 302, headers: { location: location.href } };
}

function page(status: number, sentence: string): DoorAnswer {
  const headers = { "content-type": "text/html; charset=utf-8" };
  return { status, headers, body: `<!doctype html><title>HubSpot</title><p>${sentence}</p>` };
}

function words(text: string | null): readonly string[] {
  return text === null ? [] : text.split(" ").filter((one) => one !== "");
}
