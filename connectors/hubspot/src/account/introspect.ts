import type { RequestFunction } from "@perennial/connector-kit";
import { z } from "zod";
import type { HubspotApp } from "../hubspot-credentials.ts";
import { oauthPath } from "../hubspot-paths.ts";

/** `POST /oauth/2026-09/token/introspect` (crm/hubspot.md, 1.2). */
const Introspected = z.looseObject({
  active: z.boolean(),
  hub_id: z.coerce.string().optional(),
  hub_domain: z.string().nullish(),
  user: z.string().nullish(),
  scopes: z.array(z.string()).nullish(),
});

/** What an access token is good for. */
export interface Introspection {
  /** Whether it holds. */
  readonly active: boolean;
  readonly portalId: string | undefined;
  /** The portal's own web site, as its people know it. */
  readonly domain: string | undefined;
  /** The e-mail address of who installed the app. */
  readonly user: string | undefined;
  readonly scopes: ReadonlySet<string>;
}

/** Asks HubSpot what an access token is good for. */
export async function introspect(
  request: RequestFunction,
  app: HubspotApp,
  accessToken: string,
): Promise<Introspection> {
  const answer = await request({
    ...{ method: "POST", path: oauthPath("introspect"), readOnly: true },
    form: {
      client_id: app.clientId,
      client_secret: app.clientSecret,
      token: accessToken,
      token_type_hint: "access_token",
    },
  });
  const { active, hub_id, hub_domain, user, scopes } = answer.read(Introspected);
  return {
    active,
    portalId: hub_id,
    domain: hub_domain ?? undefined,
    user: user ?? undefined,
    scopes: new Set(scopes ?? []),
  };
}
