import { createHash } from "node:crypto";
import type { DoorAnswer, DoorRequest } from "../../door/door-request.ts";
import type { HubspotApp } from "../hubspot-options.ts";
import { badGrant, readForm } from "./oauth-form.ts";
import { ACCESS_SECONDS, type TokenGrant, type TokenOffice } from "./token-office.ts";

/** What the OAuth endpoints need. */
export interface OauthDesk {
  readonly app: HubspotApp;
  readonly office: TokenOffice;
  readonly rotates: boolean;
  nowMs(): number;
  /** A portal's state as the tokens show it; nothing where the portal is gone. */
  portal(id: number): { readonly domain: string; email(userId: number): string } | undefined;
  /** A code was exchanged: the app is installed. */
  installed(grant: TokenGrant): void;
}

const TOKEN_FIELDS = [
  "grant_type",
  "code",
  "redirect_uri",
  "client_id",
  "client_secret",
  "refresh_token",
  "code_verifier",
  "scope",
];
const LOOK_FIELDS = ["client_id", "client_secret", "token", "token_type_hint"];

/** `POST /oauth/2026-09/token`: a code or a refresh token for an access token (crm/hubspot.md, 1.2). */
export function token(request: DoorRequest, desk: OauthDesk): DoorAnswer {
  const form = readForm(request, TOKEN_FIELDS);
  checkClient(form, desk.app);
  const type = form.get("grant_type");
  if (type === "authorization_code") return byCode(form, desk);
  if (type === "refresh_token") return byRefresh(form, desk);
  throw badGrant(
    "BAD_GRANT_TYPE",
    "unsupported_grant_type",
    "missing or unknown grant type; authorization_code and refresh_token are known here",
  );
}

/** `POST /oauth/2026-09/token/introspect`. */
export function introspect(request: DoorRequest, desk: OauthDesk): DoorAnswer {
  const form = readForm(request, LOOK_FIELDS);
  checkClient(form, desk.app);
  const value = form.get("token") ?? "";
  const isRefresh = tokenHint(form) === "refresh_token";
  const access = isRefresh ? undefined : desk.office.accessGrant(value);
  const grant = isRefresh ? desk.office.refreshGrant(value) : access;
  const portal = grant === undefined ? undefined : desk.portal(grant.portalId);
  if (grant === undefined || portal === undefined || (access && desk.office.isOver(access)))
    return { status: 200, body: { active: false } };
  const left = access === undefined ? {} : { expires_in: secondsLeft(access.expiresMs, desk) };
  return {
    status: 200,
    body: {
      active: true,
      token_use: isRefresh ? "refresh_token" : "access_token",
      hub_id: grant.portalId,
      user_id: grant.userId,
      user: portal.email(grant.userId),
      hub_domain: portal.domain,
      client_id: desk.app.clientId,
      app_id: Number(desk.app.appId),
      scopes: grant.scopes,
      is_private_distribution: false,
      token_type: "bearer",
      ...left,
    },
  };
}

/** `POST /oauth/2026-09/token/revoke`: the refresh token ends, access tokens live on for their time. */
export function revoke(request: DoorRequest, desk: OauthDesk): DoorAnswer {
  const form = readForm(request, LOOK_FIELDS);
  checkClient(form, desk.app);
  if (tokenHint(form) !== "refresh_token")
    throw badGrant("BAD_REQUEST", "invalid_request", "token_type_hint must be refresh_token");
  desk.office.revokeRefresh(form.get("token") ?? "");
  return { status: 200 };
}

function byCode(form: URLSearchParams, desk: OauthDesk): DoorAnswer {
  const grant = desk.office.takeCode(form.get("code") ?? "");
  if (grant === undefined)
    throw badGrant("BAD_AUTH_CODE", "invalid_grant", "missing or unknown auth code");
  if (form.get("redirect_uri") !== grant.redirectUri)
    throw badGrant("BAD_REDIRECT_URI", "invalid_grant", "missing or mismatching redirect uri");
  if (!isVerified(form.get("code_verifier"), grant.codeChallenge))
    throw badGrant("BAD_CODE_VERIFIER", "invalid_grant", "missing or mismatching code verifier");
  desk.installed(grant);
  return answer(grant, desk.office.issueRefresh(grant), desk);
}

function byRefresh(form: URLSearchParams, desk: OauthDesk): DoorAnswer {
  const old = form.get("refresh_token") ?? "";
  const grant = desk.office.refreshGrant(old);
  if (grant === undefined)
    throw badGrant(
      "BAD_REFRESH_TOKEN",
      "invalid_grant",
      "refresh token is invalid, expired or revoked",
    );
  if (desk.portal(grant.portalId) === undefined)
    throw badGrant("BAD_HUB", "invalid_grant", "missing or unknown hub id");
  const asked = form.get("scope")?.split(" ") ?? [];
  if (asked.some((scope) => !grant.scopes.includes(scope)))
    throw badGrant("BAD_SCOPES", "invalid_scope", "one or more scopes were not granted");
  if (!desk.rotates) return answer(grant, old, desk);
  desk.office.revokeRefresh(old);
  return answer(grant, desk.office.issueRefresh(grant), desk);
}

function answer(grant: TokenGrant, refreshToken: string, desk: OauthDesk): DoorAnswer {
  return {
    status: 200,
    body: {
      access_token: desk.office.issueAccess(grant),
      refresh_token: refreshToken,
      expires_in: ACCESS_SECONDS,
      token_type: "bearer",
      token_use: "access_token",
      hub_id: grant.portalId,
      user_id: grant.userId,
      scopes: grant.scopes,
      id_token: null,
    },
  };
}

function checkClient(form: URLSearchParams, app: HubspotApp): void {
  if (form.get("client_id") !== app.clientId)
    throw badGrant("BAD_CLIENT_ID", "invalid_client", "missing or invalid client id");
  if (form.get("client_secret") !== app.clientSecret)
    throw badGrant("BAD_CLIENT_SECRET", "invalid_client", "missing or invalid client secret");
}

function tokenHint(form: URLSearchParams): string {
  const hint = form.get("token_type_hint");
  if (hint === "access_token" || hint === "refresh_token") return hint;
  throw badGrant(
    "BAD_REQUEST",
    "invalid_request",
    "token_type_hint must be access_token or refresh_token",
  );
}

function isVerified(verifier: string | null, challenge: string | undefined): boolean {
  if (challenge === undefined) return verifier === null;
  if (verifier === null || !/^[\w.~-]{43,128}$/.test(verifier)) return false;
  return createHash("sha256").update(verifier).digest("base64url") === challenge;
}

function secondsLeft(expiresMs: number, desk: OauthDesk): number {
  return Math.max(0, Math.floor((expiresMs - desk.nowMs()) / 1000));
}
