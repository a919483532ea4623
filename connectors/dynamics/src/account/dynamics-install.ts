import { randomBytes } from "node:crypto";
import {
  type AppContext,
  ConnectorError,
  type Grant,
  type GrantRequest,
  type Installed,
  type Limiter,
} from "@perennial/contract";
import { z } from "zod";
import { type DynamicsApp, GRAPH_URL } from "../dynamics-credentials.ts";
import { dynamicsError } from "../dynamics-errors.ts";
import { askEntra, grantTokens } from "./app-tokens.ts";

/** An installation is a few requests of a tenant that has no connection yet. */
const UNLIMITED: Limiter = { take: async () => {}, drain() {} };
/** Whoever may work or study somewhere; `common` would let private accounts in (crm/dynamics.md, 2.2). */
const ANY_TENANT = "organizations";
const SCOPE = "openid profile";
/** Global, Power Platform and Dynamics 365 administrators (learn.microsoft.com, "Microsoft Entra built-in roles"). */
const ADMINISTRATORS: readonly string[] = [
  "62e90394-69f5-4237-9190-012177145e10",
  "11648597-926c-4cf3-9c36-bcebb0ba8dcc",
  "44367163-eba1-44c3-98af-f5787879f96a",
];
const Signed = z.looseObject({ id_token: z.string().min(1) });
const Identity = z.looseObject({
  aud: z.string(),
  tid: z.guid(),
  preferred_username: z.string().optional(),
  name: z.string().optional(),
  wids: z.array(z.string()).optional(),
});

/** Where somebody says who they are and which tenant's: our app is let into it by its administrator (`consentUrl`). */
export function authorizeUrl(
  { loginUrl, clientId }: DynamicsApp,
  { state, redirectUri, codeChallenge }: GrantRequest,
): string {
  const url = new URL(`${loginUrl.replace(/\/+$/, "")}/${ANY_TENANT}/oauth2/v2.0/authorize`);
  url.search = new URLSearchParams({
    ...{ client_id: clientId, response_type: "code", response_mode: "query" },
    ...{ redirect_uri: redirectUri, scope: SCOPE, state, prompt: "select_account" },
    ...{ code_challenge: codeChallenge, code_challenge_method: "S256" },
  }).toString();
  return url.href;
}

/** What installing works with, for whichever service of Microsoft's it is. */
export interface InstallContext extends AppContext {
  /** The template ids of the roles of which one is needed. @default those that administer Dynamics 365 */
  readonly administrators?: readonly string[];
}

/**
 * Exchanges the code for who signed in, and proves that the tenant has let our app in by a token of the app's own. The
 * tenant is taken from that sign-in alone and is no setting: nobody can be connected to another's.
 */
export async function install(
  app: DynamicsApp,
  { code, redirectUri, codeVerifier }: Grant,
  { clock, abort, fetch, administrators = ADMINISTRATORS }: InstallContext,
): Promise<Installed> {
  const context = { clock, abort, fetch, limiter: UNLIMITED };
  const answer = await askEntra({ app, context }, ANY_TENANT, {
    ...{ grant_type: "authorization_code", code, redirect_uri: redirectUri },
    ...{ code_verifier: codeVerifier, scope: SCOPE },
  });
  // It comes from Entra ID itself, over a connection of ours: its signature proves no more (OpenID Connect Core, 3.1.3.7).
  const { tid, preferred_username: user, aud, wids } = identityOf(answer.read(Signed).id_token);
  if (aud !== app.clientId)
    throw dynamicsError("unauthenticated", "the sign-in was to another app; begin anew");
  // Whoever works there can sign in; what our app may read there is more than they may.
  if (wids === undefined)
    throw dynamicsError(
      "forbidden",
      "Entra ID did not say which roles you have; this server's operator lets sign-ins to the app registration carry the claim wids",
    );
  if (!wids.some((role) => administrators.includes(role)))
    throw dynamicsError(
      "forbidden",
      "only an administrator of the tenant, or of the service itself, can connect it",
    );
  const tokens = await letIn(app, tid, context);
  return {
    account: { id: tid, name: user?.split("@")[1] ?? tid },
    // Good for no organisation yet: the first request asks for tokens of the one that the settings name.
    tokens: { ...tokens, expiresAt: clock.now(), details: { tenantId: tid } },
    settings: { webhookSecret: randomBytes(32).toString("base64url") },
    ...(user !== undefined && { by: user }),
  };
}

async function letIn(
  app: DynamicsApp,
  tenantId: string,
  context: Parameters<typeof grantTokens>[0]["context"],
) {
  try {
    return await grantTokens({ app, tenantId, resource: GRAPH_URL, context }, undefined);
  } catch (error) {
    if (!ConnectorError.isInstance(error) || error.kind !== "unauthenticated") throw error;
    const url = new URL(`${app.loginUrl.replace(/\/+$/, "")}/${tenantId}/adminconsent`);
    url.searchParams.set("client_id", app.clientId);
    throw dynamicsError(
      "forbidden",
      `an administrator has to let our app into the tenant first, at ${url.href} (${error.message})`,
    );
  }
}

function identityOf(token: string): z.infer<typeof Identity> {
  try {
    const body = Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8");
    return Identity.parse(JSON.parse(body));
  } catch {
    throw dynamicsError("unavailable", "Entra ID did not say who signed in; try again");
  }
}
