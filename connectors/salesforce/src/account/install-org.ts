import { codeGrant, createRequest } from "@perennial/connector-kit";
import {
  type AppContext,
  ConnectorError,
  type Grant,
  type GrantRequest,
  type Installed,
  type Limiter,
} from "@perennial/contract";
import { z } from "zod";
import { API_VERSION, type SalesforceApp } from "../salesforce-credentials.ts";
import { refusalOf } from "../salesforce-errors.ts";
import { createSalesforceFetch } from "../salesforce-transport.ts";
import { soql } from "../soql/soql.ts";
import { type LoginPlace, loginUrl, tokenEndpoint } from "./salesforce-tokens.ts";

/** What the app asks for: the API, to go on without anybody there, and who connects. Never everything (crm/salesforce.md, 1.1). */
const SCOPES = "api refresh_token openid";
/** An installation is a few requests of an org that has no connection yet. */
const UNLIMITED: Limiter = { take: async () => {}, drain() {} };

const Identity = z.looseObject({ organization_id: z.string(), email: z.string().optional() });
const Organizations = z.looseObject({
  records: z
    .array(
      z.looseObject({
        ...{ Id: z.string(), Name: z.string(), TimeZoneSidKey: z.string() },
        IsSandbox: z.boolean().default(false),
      }),
    )
    .length(1),
});

/** Where an administrator agrees; a login is asked for, so that the right user of several is chosen. */
export function authorizeUrl(
  app: SalesforceApp,
  place: LoginPlace,
  { redirectUri, state, codeChallenge }: GrantRequest,
): string {
  const url = new URL(`${loginUrl(app, place)}/services/oauth2/authorize`);
  url.search = new URLSearchParams({
    ...{ response_type: "code", client_id: app.clientId, redirect_uri: redirectUri },
    ...{ scope: SCOPES, state, prompt: "login consent" },
    ...{ code_challenge: codeChallenge, code_challenge_method: "S256" },
  }).toString();
  return url.href;
}

/** Exchanges the code, and asks who connected and which org it is. Throws a `ConnectorError` that says what to do. */
export async function installOrg(
  app: SalesforceApp,
  place: LoginPlace,
  { grant, context }: { readonly grant: Grant; readonly context: AppContext },
): Promise<Installed> {
  const own = { ...context, fetch: createSalesforceFetch(), limiter: UNLIMITED };
  const tokens = await codeGrant(tokenEndpoint(app, place, own))(grant);
  const { accessToken, refreshToken, details = {} } = tokens;
  const { instance_url: host, id } = details;
  if (refreshToken === undefined || host === undefined || id === undefined) throw incomplete();
  const ask = async (baseUrl: string, path: readonly string[], query = {}) => {
    const request = createRequest({
      ...{ connector: "salesforce", context: own, baseUrl },
      // By header: in the address it would stand in logs.
      headers: { authorization: `Bearer ${accessToken}` },
      secrets: [app.clientSecret, accessToken, refreshToken],
    });
    const options = { method: "GET", path, query } as const;
    const answer = await request({ ...options, accept: [400, 403] });
    if (answer.status >= 400) throw refusalOf(options, answer);
    return answer;
  };
  const who = (await ask(id, [])).read(Identity);
  const q = soql({
    select: ["Id", "Name", "TimeZoneSidKey", "IsSandbox"],
    from: "Organization",
    limit: 1,
  });
  const found = await ask(host, ["services", "data", API_VERSION, "query"], { q });
  const [org] = found.read(Organizations).records;
  if (!org) throw incomplete();
  return {
    account: { id: org.Id, name: org.Name, timeZone: org.TimeZoneSidKey },
    tokens,
    settings: { orgId: org.Id, isSandbox: place.isSandbox },
    ...(who.email !== undefined && { by: who.email }),
  };
}

function incomplete(): ConnectorError {
  const message =
    "Salesforce gave access that cannot be used. Begin the installation anew and allow all that is asked for.";
  return new ConnectorError({ connector: "salesforce", kind: "forbidden", message });
}
