import { createHash } from "node:crypto";
import { type DoorAnswer, type DoorRequest, mediaType } from "../../door/door-request.ts";
import type { EntraAct, EntraApp } from "../entra-options.ts";
import { EntraRefusal } from "../entra-refusal.ts";
import { type EntraTokenOffice, type SignInGrant, TOKEN_SECONDS } from "../token/token-office.ts";
import { proveClient } from "./client-proof.ts";
import type { Tenant } from "./tenant.ts";

/** What the token endpoint needs of Entra ID. */
export interface TokenDesk {
  readonly office: EntraTokenOffice;
  readonly nowMs: number;
  /** Where Entra ID is reached, without a slash at the end. */
  readonly url: string;
  app(clientId: string): EntraApp | undefined;
  /** A tenant by its id or domain. */
  tenant(key: string): Tenant | undefined;
  log(act: EntraAct): void;
}

interface TokenCall {
  readonly form: URLSearchParams;
  readonly app: EntraApp;
  readonly tenant: Tenant;
  readonly proof: "secret" | "certificate";
  readonly desk: TokenDesk;
}

/** Where people of any tenant sign in: a code is redeemed there too, and is its own tenant's. */
const SHARED: readonly string[] = ["organizations", "common"];
const DEFAULT = "/.default";
const GRANTS = {
  client_credentials: clientCredentials,
  authorization_code: authorizationCode,
  refresh_token: refreshToken,
} as const;

/** `POST /{tenant}/oauth2/v2.0/token` (crm/dynamics.md, 2.2); throws an `EntraRefusal`. */
export function token(request: DoorRequest, tenantKey: string, desk: TokenDesk): DoorAnswer {
  if (mediaType(request) !== "application/x-www-form-urlencoded")
    throw new EntraRefusal(
      "invalid_request",
      900_144,
      "The request body must contain the following parameter: 'grant_type'.",
    );
  const form = new URLSearchParams(request.body);
  const grantType = needed(form, "grant_type");
  const grant = Object.entries(GRANTS).find(([name]) => name === grantType)?.[1];
  if (grant === undefined)
    throw new EntraRefusal(
      "unsupported_grant_type",
      70_003,
      `The app requested an unsupported grant type '${grantType}'.`,
    );
  const tenant = desk.tenant(SHARED.includes(tenantKey) ? codesTenant(form, desk) : tenantKey);
  if (tenant === undefined)
    throw new EntraRefusal(
      "invalid_request",
      90_002,
      `Tenant '${tenantKey}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    );
  const app = registered(needed(form, "client_id"), tenant, desk);
  const endpoint = `/${tenantKey}/oauth2/v2.0/token`;
  const hosts = ["https://login.microsoftonline.com", desk.url];
  const proof = proveClient(form, app, {
    nowMs: desk.nowMs,
    audiences: hosts.flatMap((host) => [host + endpoint, `${host}/${tenantKey}/v2.0`]),
    firstUse: (jti) => desk.office.firstUse(jti),
  });
  return grant({ form, app, tenant, proof, desk });
}

function codesTenant(form: URLSearchParams, { office }: TokenDesk): string {
  return office.tenantOfCode(form.get("code") ?? "") ?? "";
}

function registered(clientId: string, tenant: Tenant, desk: TokenDesk): EntraApp {
  const app = desk.app(clientId);
  if (app !== undefined) return app;
  throw new EntraRefusal(
    "unauthorized_client",
    700_016,
    `Application with identifier '${clientId}' was not found in the directory '${tenant.domain}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
  );
}

function clientCredentials(call: TokenCall): DoorAnswer {
  const { app, tenant, proof, desk } = call;
  const resource = defaultResource(needed(call.form, "scope"), tenant);
  const principal = enabledPrincipal(call);
  const roles = principal.roles[resource] ?? [];
  const grant = { tenantId: tenant.id, clientId: app.clientId, resource, proof, roles };
  const accessToken = desk.office.access({ ...grant, objectId: principal.id }, desk.nowMs);
  noted(call, "client_credentials", resource);
  return answer({ access_token: accessToken });
}

function authorizationCode(call: TokenCall): DoorAnswer {
  const { form, app, tenant, desk } = call;
  const grant = desk.office.takeCode(needed(form, "code"));
  if (grant === undefined || grant.clientId !== app.clientId)
    throw invalidGrant(
      54_005,
      "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
    );
  if (grant.expiresMs <= desk.nowMs)
    throw invalidGrant(
      70_008,
      "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.",
    );
  if (grant.tenantId !== tenant.id)
    throw invalidGrant(
      700_005,
      `Provided Authorization Code is intended to use against other tenant, thus rejected.`,
    );
  if (grant.redirectUri !== form.get("redirect_uri"))
    throw invalidGrant(
      500_112,
      "The reply address does not match the reply address provided when requesting Authorization code.",
    );
  checkVerifier(grant, form.get("code_verifier"));
  return signedIn(call, grant, "authorization_code");
}

function refreshToken(call: TokenCall): DoorAnswer {
  const grant = call.desk.office.refreshGrant(needed(call.form, "refresh_token"));
  if (
    grant === undefined ||
    grant.clientId !== call.app.clientId ||
    grant.tenantId !== call.tenant.id
  )
    throw invalidGrant(9_002_313, "Invalid request. Request is malformed or invalid.");
  if (grant.expiresMs <= call.desk.nowMs)
    throw invalidGrant(700_082, "The refresh token has expired due to inactivity.");
  return signedIn(call, grant, "refresh_token");
}

function signedIn(
  call: TokenCall,
  grant: SignInGrant,
  how: "authorization_code" | "refresh_token",
): DoorAnswer {
  const { app, tenant, proof, desk, form } = call;
  const user = tenant.user(grant.userId);
  if (user === undefined)
    throw invalidGrant(
      50_034,
      `The user account does not exist in the ${tenant.domain} directory.`,
    );
  const scope = form.get("scope") ?? grant.scope;
  const resource = delegatedResource(scope, tenant);
  const base = { tenantId: tenant.id, clientId: app.clientId, resource, proof, roles: [] };
  const scopes = grant.scope.split(" ");
  const accessToken = desk.office.access({ ...base, objectId: user.id, user }, desk.nowMs);
  noted(call, how, resource);
  return answer({
    access_token: accessToken,
    scope,
    ...(scopes.includes("openid")
      ? {
          id_token: desk.office.identity(
            grant,
            { user, tellsRoles: app.tellsRoles ?? false },
            desk.nowMs,
          ),
        }
      : {}),
    ...(scopes.includes("offline_access")
      ? { refresh_token: desk.office.issueRefresh(grant, desk.nowMs) }
      : {}),
  });
}

function enabledPrincipal({ app, tenant }: TokenCall) {
  const principal = tenant.principal(app.clientId);
  if (principal === undefined)
    throw new EntraRefusal(
      "unauthorized_client",
      7_000_229,
      `The client application ${app.clientId} is missing service principal in the tenant ${tenant.id}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`,
    );
  if (!principal.isEnabled)
    throw new EntraRefusal(
      "unauthorized_client",
      7_000_112,
      `Application '${app.clientId}'(${app.name ?? "Perennial"}) is disabled.`,
    );
  return principal;
}

function defaultResource(scope: string, tenant: Tenant): string {
  if (scope.includes(" ") || !scope.endsWith(DEFAULT))
    throw new EntraRefusal(
      "invalid_scope",
      1_002_012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    );
  return knownResource(scope.slice(0, -DEFAULT.length), tenant);
}

function delegatedResource(scope: string, tenant: Tenant): string {
  const named = scope.split(" ").find((one) => /^https?:\/\//.test(one));
  if (named === undefined) return knownResource("https://graph.microsoft.com", tenant);
  return knownResource(named.slice(0, named.lastIndexOf("/")), tenant);
}

function knownResource(given: string, tenant: Tenant): string {
  const resource = given.replace(/\/$/, "");
  if (tenant.hasResource(resource)) return resource;
  throw new EntraRefusal(
    "invalid_resource",
    500_011,
    `The resource principal named ${given} was not found in the tenant named ${tenant.domain}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  );
}

function checkVerifier(grant: SignInGrant, verifier: string | null): void {
  if (grant.codeChallenge === undefined) return;
  if (verifier === null)
    throw invalidGrant(
      501_481,
      "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
    );
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  if (challenge !== grant.codeChallenge)
    throw invalidGrant(
      501_481,
      "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
    );
}

function needed(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value !== null && value !== "") return value;
  throw new EntraRefusal(
    "invalid_request",
    900_144,
    `The request body must contain the following parameter: '${name}'.`,
  );
}

function noted(
  { app, tenant, proof, desk }: TokenCall,
  grant: Extract<EntraAct, { act: "token" }>["grant"],
  resource: string,
): void {
  const who = { tenantId: tenant.id, clientId: app.clientId };
  desk.log({ ...who, act: "token", grant, resource, proof });
}

function answer(more: Readonly<Record<string, string>>): DoorAnswer {
  const life = { expires_in: TOKEN_SECONDS, ext_expires_in: TOKEN_SECONDS };
  return {
    status: 200,
    headers: { "cache-control": "no-store, no-cache", pragma: "no-cache" },
    body: { token_type: "Bearer", ...life, ...more },
  };
}

function invalidGrant(code: number, sentence: string): EntraRefusal {
  return new EntraRefusal("invalid_grant", code, sentence);
}
