import { randomUUID } from "node:crypto";
import { ManualClock } from "@perennial/contract";
import { type SelfSigned, selfSigned } from "../account/self-signed.ts";
import type { Tenant } from "../account/tenant.ts";
import { type Entra, startEntra } from "../entra.ts";
import { type EntraApp, type EntraOptions, GRAPH_RESOURCE } from "../entra-options.ts";
import { signJwt } from "../token/jwt.ts";

/** Where every story of these tests begins. */
export const START = "2026-11-22T08:00:00.000Z";

/** The app's key, made once for all tests. */
export const KEY: SelfSigned = selfSigned(
  "perennial",
  "2026-01-01T00:00:00Z",
  "2027-01-01T00:00:00Z",
);

/** An app such as ours. */
export const APP: EntraApp = {
  clientId: "7f0f3f0a-0000-4000-8000-00000000aaaa",
  redirectUris: ["http://localhost:4000/apps/dynamics/callback"],
  certificates: [KEY.certificate],
  secrets: [{ value: "long-secret", expiresAt: "2026-12-01T00:00:00.000Z" }],
  permissions: {
    [GRAPH_RESOURCE]: [
      "Mail.Send",
      "Mail.ReadWrite",
      "Tasks.ReadWrite.All",
      "Calendars.ReadWrite",
      "User.Read.All",
    ],
  },
};

/** An Entra ID with a tenant that has the app. */
export interface Consented {
  readonly clock: ManualClock;
  readonly entra: Entra;
  readonly tenant: Tenant;
  /** Asks for a token as the app, by certificate. */
  token(resource: string): Promise<string>;
}

/** Starts an Entra ID whose one tenant has consented. */
export async function consentedEntra(options: Partial<EntraOptions> = {}): Promise<Consented> {
  const clock = new ManualClock(START);
  const entra = await startEntra({ clock, apps: [APP], ...options });
  const tenant = entra.addTenant();
  tenant.consent(APP);
  return {
    clock,
    entra,
    tenant,
    token: async (resource) => {
      const claims = assertionClaims(entra, tenant.id, clock.now());
      const form = { scope: `${resource}/.default`, ...assertionForm(claims) };
      const { body } = await askToken(entra, tenant.id, form);
      return String(body.access_token);
    },
  };
}

/** An answer, its body read. */
export interface EntraAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Asks the token endpoint; the grant is client credentials unless the form says otherwise. */
export async function askToken(
  entra: Entra,
  tenantId: string,
  form: Readonly<Record<string, string>>,
): Promise<EntraAnswer> {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: APP.clientId,
    ...form,
  });
  const url = `${entra.url}/${tenantId}/oauth2/v2.0/token`;
  const response = await fetch(url, { method: "POST", body });
  const answered = JSON.parse(await response.text());
  return { status: response.status, headers: response.headers, body: answered };
}

/** What the app says of itself. */
export function assertionClaims(
  entra: Entra,
  tenantId: string,
  now: string,
): Record<string, unknown> {
  const seconds = Math.floor(Date.parse(now) / 1000);
  return {
    aud: `${entra.url}/${tenantId}/oauth2/v2.0/token`,
    iss: APP.clientId,
    sub: APP.clientId,
    jti: randomUUID(),
    nbf: seconds,
    exp: seconds + 300,
  };
}

/** The fields of a form that carry a signed assertion. */
export function assertionForm(
  claims: Readonly<Record<string, unknown>>,
  key: SelfSigned = KEY,
): Record<string, string> {
  const header = { alg: "PS256", "x5t#S256": key.thumbprint } as const;
  return {
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: signJwt(header, claims, key.key),
  };
}
