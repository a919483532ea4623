import { createHash, createHmac } from "node:crypto";
import type { DoorAnswer, DoorRequest } from "../../door/door-request.ts";
import type { Org } from "../org/org.ts";
import type { SalesforceAct } from "../salesforce-act.ts";
import type { SalesforceApp } from "../salesforce-options.ts";
import { subjectOf } from "./jwt.ts";
import { DEFAULT_SCOPES, OauthRefusal, readForm } from "./oauth-refusal.ts";
import type { TokenFamily, TokenGrant, TokenOffice } from "./token-office.ts";

/** What the OAuth endpoints need. */
export interface OauthDesk {
  readonly app: SalesforceApp;
  readonly office: TokenOffice;
  /** The login host of an org that is not asked for its own. */
  loginUrl(org: Org): string;
  nowMs(): number;
  org(id: string): Org | undefined;
  /** The org that has a user of that name. */
  orgOfUser(username: string): Org | undefined;
  /** Whether another request is refreshing the same token right now. */
  isBusy(request: DoorRequest): boolean;
  log(act: SalesforceAct): void;
}

const JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const VERIFIER = /^[\w.~-]{43,128}$/;

/** `POST /services/oauth2/token` (Salesforce Help, OAuth 2.0 Web Server Flow). */
export function token(request: DoorRequest, desk: OauthDesk): DoorAnswer {
  const form = readForm(request);
  switch (form.get("grant_type")) {
    case "authorization_code":
      return byCode(form, desk);
    case "refresh_token":
      return byRefresh(request, form, desk);
    case JWT_GRANT:
      return byJwt(form, desk);
    default:
      throw new OauthRefusal("unsupported_grant_type", "grant type not supported");
  }
}

/** `POST /services/oauth2/revoke`: ends a token; a refresh token ends with the access tokens that came of it. */
export function revoke(request: DoorRequest, desk: OauthDesk): DoorAnswer {
  const form = request.method === "GET" ? new URLSearchParams(request.query) : readForm(request);
  const value = form.get("token") ?? "";
  const orgId = desk.office.orgOf(value);
  if (orgId === undefined || !desk.office.revoke(value))
    throw new OauthRefusal("invalid_token", "token was revoked or is invalid");
  desk.log({ orgId, act: "revoke" });
  return { status: 200, headers: { "content-type": "text/html" }, body: "" };
}

/** `POST /services/oauth2/introspect`. */
export function introspect(request: DoorRequest, desk: OauthDesk): DoorAnswer {
  const form = readForm(request);
  checkClient(form, desk.app);
  const value = form.get("token") ?? "";
  const org = desk.org(desk.office.orgOf(value) ?? "");
  const family = desk.office.familyOf(value);
  const grant = family ?? desk.office.access(value, org?.profile.sessionSeconds ?? 0);
  const user = org?.user(grant?.userId ?? "");
  if (org === undefined || grant === undefined || user === undefined)
    return { status: 200, body: { active: false } };
  const seconds = Math.floor(grant.usedMs / 1000);
  return {
    status: 200,
    body: {
      active: true,
      scope: grant.scopes.join(" "),
      client_id: desk.app.clientId,
      username: user.values.Username,
      sub: identityUrl(desk.loginUrl(org), grant),
      token_type: family === undefined ? "access_token" : "refresh_token",
      iat: seconds,
      nbf: seconds,
      ...(family === undefined ? { exp: seconds + org.profile.sessionSeconds } : {}),
    },
  };
}

/** Where the identity of a token's user is. */
export function identityUrl(loginUrl: string, { orgId, userId }: TokenGrant): string {
  return `${loginUrl}/id/${orgId}/${userId}`;
}

function byCode(form: URLSearchParams, desk: OauthDesk): DoorAnswer {
  checkClient(form, desk.app);
  const grant = desk.office.takeCode(form.get("code") ?? "");
  if (grant === undefined) throw new OauthRefusal("invalid_grant", "expired authorization code");
  if (form.get("redirect_uri") !== grant.redirectUri)
    throw new OauthRefusal("redirect_uri_mismatch", "redirect_uri must match configuration");
  const verifier = form.get("code_verifier");
  if (verifier === null) throw new OauthRefusal("invalid_grant", "invalid code verifier");
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  if (!VERIFIER.test(verifier) || challenge !== grant.codeChallenge)
    throw new OauthRefusal("invalid_request", "invalid code verifier");
  const org = usableOrg(desk, grant);
  desk.log({ orgId: org.id, act: "connect", userId: grant.userId, scopes: grant.scopes });
  const keeps = grant.scopes.includes("refresh_token") || grant.scopes.includes("offline_access");
  return answer(desk, org, keeps ? desk.office.found(grant) : grant);
}

function byRefresh(request: DoorRequest, form: URLSearchParams, desk: OauthDesk): DoorAnswer {
  checkClient(form, desk.app);
  if (desk.isBusy(request))
    throw new OauthRefusal("invalid_grant", "Token request is already being processed");
  const family = desk.office.refreshed(form.get("refresh_token") ?? "");
  if (family === undefined) throw new OauthRefusal("invalid_grant", "expired access/refresh token");
  const org = usableOrg(desk, family);
  const rotates = desk.app.rotates ?? true;
  const next = desk.office.advance(family, rotates);
  desk.log({ orgId: org.id, act: "refresh", userId: family.userId });
  return answer(desk, org, next, rotates);
}

function byJwt(form: URLSearchParams, desk: OauthDesk): DoorAnswer {
  const { app } = desk;
  const audiencesOf = (name: string) => audiences(desk, desk.orgOfUser(name));
  const assertion = form.get("assertion") ?? "";
  const username = subjectOf(assertion, { app, audiencesOf, nowMs: desk.nowMs() });
  const org = desk.orgOfUser(username);
  const user = org?.user(username);
  if (org === undefined || user === undefined || org.unapproved.has(username))
    throw new OauthRefusal("invalid_grant", "user hasn't approved this consumer");
  const grant = { orgId: org.id, userId: user.id, scopes: app.scopes ?? DEFAULT_SCOPES };
  usableOrg(desk, grant);
  desk.log({ orgId: org.id, act: "connect", userId: user.id, scopes: grant.scopes });
  return answer(desk, org, { ...grant, scopes: ["api", "openid"] });
}

/** What an assertion for a user may be addressed to: the login host of the user's org. */
function audiences(desk: OauthDesk, org: Org | undefined): readonly string[] {
  const vendor = ["https://login.salesforce.com", "https://test.salesforce.com"];
  if (org === undefined) return vendor;
  const [production = "", sandbox = ""] = vendor;
  return [desk.loginUrl(org), org.url, org.profile.isSandbox ? sandbox : production];
}

function usableOrg(desk: OauthDesk, grant: TokenGrant): Org {
  const org = desk.org(grant.orgId);
  if (org === undefined) throw new OauthRefusal("inactive_org", "organization is inactive");
  if (!org.isInstalled)
    throw new OauthRefusal("invalid_grant", "external client app is not installed in this org");
  if (org.user(grant.userId)?.values.IsActive !== true)
    throw new OauthRefusal("inactive_user", "user is inactive");
  return org;
}

function answer(
  desk: OauthDesk,
  org: Org,
  grant: TokenGrant | TokenFamily,
  showsRefresh = true,
): DoorAnswer {
  const family = "refreshToken" in grant ? grant : undefined;
  const id = identityUrl(desk.loginUrl(org), grant);
  const issuedAt = String(desk.nowMs());
  return {
    status: 200,
    headers: { "cache-control": "no-cache, no-store" },
    body: {
      access_token: desk.office.issueAccess(grant, family?.id),
      ...(family !== undefined && showsRefresh ? { refresh_token: family.refreshToken } : {}),
      signature: createHmac("sha256", desk.app.clientSecret)
        .update(id + issuedAt)
        .digest("base64"),
      scope: grant.scopes.join(" "),
      instance_url: org.url,
      id,
      token_type: "Bearer",
      issued_at: issuedAt,
    },
  };
}

function checkClient(form: URLSearchParams, app: SalesforceApp): void {
  if (form.get("client_id") !== app.clientId)
    throw new OauthRefusal("invalid_client_id", "client identifier invalid");
  if (form.get("client_secret") !== app.clientSecret)
    throw new OauthRefusal("invalid_client", "invalid client credentials");
}
