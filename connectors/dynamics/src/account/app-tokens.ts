import { randomUUID } from "node:crypto";
import {
  type Answer,
  createRequest,
  createTokenSource,
  type TokenSource,
} from "@perennial/connector-kit";
import {
  type ConnectorContext,
  ConnectorError,
  type ConnectorErrorKind,
  type Instant,
  type TokenStore,
  type Tokens,
} from "@perennial/contract";
import { z } from "zod";
import type { DynamicsApp } from "../dynamics-credentials.ts";
import { clientAssertion } from "./client-assertion.ts";

/** What an app's tokens are asked for with. */
export interface AppTokensOptions {
  /** The connector that they are asked for, for errors. @default "dynamics" */
  readonly connector?: string;
  readonly app: DynamicsApp;
  /** @default that of the tokens' details, where installing put it */
  readonly tenantId?: string;
  /** The origin of the service that they are for: each has tokens of its own. */
  readonly resource: string;
  readonly context: Pick<ConnectorContext, "fetch" | "abort" | "clock" | "limiter">;
  /** Where these tokens are kept, and nobody else's. */
  readonly store: TokenStore;
}

const Granted = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
});
const Refused = z.looseObject({
  error_codes: z.array(z.number()).default([]),
  error: z.string().default(""),
  error_description: z.string().default(""),
});

const REMOVED =
  "the tenant no longer knows our app: an administrator removed it or never agreed. Connect again.";
const BLOCKED =
  "an administrator has blocked our app in the tenant; have it enabled and connect again";
const CONFIGURATION =
  "the server's own app in Entra ID is set up wrongly; its operator compares the client ID and the certificate (PERENNIAL_…_CLIENT_ID, PERENNIAL_…_CERTIFICATE) with the app registration";

/** What Entra ID's codes mean. What is wrong with our own app is no fault of the tenant's: its connection is tried again. */
const MEANINGS: Readonly<Record<number, readonly [ConnectorErrorKind, string]>> = {
  90002: ["unauthenticated", "there is no such tenant; connect again"],
  700016: ["unauthenticated", REMOVED],
  7000229: ["unauthenticated", REMOVED],
  7000112: ["unauthenticated", BLOCKED],
  500011: [
    "unauthenticated",
    "the tenant knows no organisation at this address: it was deleted or moved, or belongs to another tenant. Correct the address in the settings, or disconnect; what was read before is kept.",
  ],
  700027: ["unavailable", CONFIGURATION],
  700021: ["unavailable", CONFIGURATION],
  700023: ["unavailable", CONFIGURATION],
  700024: ["unavailable", "the server's clock is wrong by minutes; its operator sets it right"],
  7000215: ["unavailable", CONFIGURATION],
};

/** The app's own tokens for one service of one tenant, by certificate, renewed once for all processes (crm/dynamics.md, 2.2). */
export function appTokens(options: AppTokensOptions): TokenSource {
  const { store, context, connector = "dynamics" } = options;
  return createTokenSource({
    ...{ connector, store, clock: context.clock },
    refresh: (current) => grantTokens(options, current?.details),
  });
}

/** Asks for tokens of the app's own, which keep what those before them said of their tenant. Throws a `ConnectorError`. */
export async function grantTokens(
  options: Omit<AppTokensOptions, "store">,
  details: Tokens["details"],
): Promise<Tokens> {
  const tenantId = options.tenantId ?? details?.tenantId;
  if (tenantId === undefined)
    throw entraError(options, "unauthenticated", "nobody has connected it yet; connect it");
  const answer = await askEntra(options, tenantId, {
    grant_type: "client_credentials",
    scope: `${options.resource}/.default`,
  });
  const { access_token, expires_in } = answer.read(Granted);
  const expiresAt = later(options.context.clock.now(), expires_in);
  return {
    ...{ accessToken: access_token, expiresAt },
    ...(details !== undefined && { details }),
  };
}

/** Asks the token endpoint as the app, proven by its certificate. Throws a `ConnectorError` with what to do where it says no. */
export async function askEntra(
  { app, context, connector = "dynamics" }: Pick<AppTokensOptions, "app" | "context" | "connector">,
  tenant: string,
  form: Readonly<Record<string, string>>,
): Promise<Answer> {
  const path = [tenant, "oauth2", "v2.0", "token"];
  const audience = [app.loginUrl.replace(/\/+$/, ""), ...path].join("/");
  const assertion = clientAssertion(app, {
    ...{ audience, now: context.clock.now(), id: randomUUID() },
  });
  const request = createRequest({
    ...{ connector, context, baseUrl: app.loginUrl, secrets: [assertion] },
    // An assertion serves once: a second try needs another.
    retries: 0,
  });
  const answer = await request({
    ...{ method: "POST", path, readOnly: true, accept: [400, 401] },
    form: {
      ...form,
      client_id: app.clientId,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion,
    },
  });
  if (answer.status >= 400) throw refusal(answer.read(Refused), connector);
  return answer;
}

/** A code or a sign-in that is not good, or no longer (RFC 6749, 5.2). */
const OVER = ["unauthenticated", "the sign-in is no longer good; begin anew"] as const;

function refusal(
  { error, error_codes: [code = 0], error_description }: z.infer<typeof Refused>,
  connector: string,
): ConnectorError {
  const other =
    error === "invalid_grant" ? OVER : (["unavailable", "Entra ID refused our app"] as const);
  const [kind, remedy] = MEANINGS[code] ?? other;
  // Their sentence goes on with numbers of theirs for the support, one a line or not.
  const words = error_description.split(/ Trace ID:|\r?\n/)[0] ?? "";
  return entraError({ connector }, kind, `${remedy} (${words})`);
}

function entraError(
  { connector = "dynamics" }: Pick<AppTokensOptions, "connector">,
  kind: ConnectorErrorKind,
  message: string,
): ConnectorError {
  return new ConnectorError({ connector, kind, message });
}

function later(now: Instant, seconds: number): Instant {
  return new Date(Date.parse(now) + seconds * 1000).toISOString();
}
