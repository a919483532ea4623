import {
  type ConnectorContext,
  ConnectorError,
  type ConnectorErrorKind,
  type Tokens,
} from "@perennial/contract";
import { z } from "zod";
import { basicAuth } from "../http/basic-auth.ts";
import { createRequest } from "../http/request.ts";
import type { Answer } from "../http/request-options.ts";

/** A vendor's token endpoint and how we are known there. */
export interface TokenEndpoint {
  /** The connector's id, for errors. */
  readonly connector: string;
  readonly context: Pick<ConnectorContext, "fetch" | "abort" | "clock" | "limiter">;
  /** The full address of the token endpoint. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the client's credentials stand (RFC 6749, 2.3.1): `none` where an assertion says who we are. @default "body" */
  readonly credentials?: "body" | "basic" | "none";
  /** Further fields of the form, such as a scope. */
  readonly form?: Readonly<Record<string, string>>;
  /** Text fields of the answer that are kept with the tokens, such as `instance_url`. */
  readonly keep?: readonly string[];
  /** What a vendor's own words for a refusal mean; undefined leaves RFC 6749's. */
  readonly refusals?: (refusal: TokenRefusal) => TokenRefusalMeaning | undefined;
}

/** A refusal of a token endpoint. */
export interface TokenRefusal {
  readonly status: number;
  /** The fields of its body; none where it is no JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a refusal means. */
export interface TokenRefusalMeaning {
  readonly kind: ConnectorErrorKind;
  /** What somebody has to do about it, put before the vendor's words. */
  readonly remedy?: string;
}

/** What one asks a token endpoint with. */
export interface TokenQuestion {
  readonly form: Readonly<Record<string, string>>;
  /** Values in the form that no error may repeat. */
  readonly secrets: readonly string[];
  /** The tokens that the answer's replace: what it does not name is kept of them. */
  readonly current?: Tokens | undefined;
}

/** The answer of a token endpoint (RFC 6749, 5.1). */
const Granted = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  expires_in: z.coerce.number().positive().nullish(),
});

/** No token is believed to live longer than ten years, in seconds: a date has to come of it. */
const LONGEST_LIFE = 10 * 365 * 24 * 60 * 60;

/** What a refusal says of who must do something (RFC 6749, 5.2). */
const KINDS: ReadonlyMap<unknown, ConnectorErrorKind> = new Map([
  ["invalid_grant", "unauthenticated"],
  ["invalid_client", "unauthenticated"],
  ["unauthorized_client", "unauthenticated"],
  ["access_denied", "unauthenticated"],
  ["invalid_scope", "forbidden"],
  ["temporarily_unavailable", "unavailable"],
  ["server_error", "unavailable"],
]);
const Body = z.record(z.string(), z.unknown());

/** Asks for tokens. A request without an answer is never repeated: what it was asked with may be spent. */
export async function askForTokens(
  endpoint: TokenEndpoint,
  { form, secrets, current }: TokenQuestion,
): Promise<Tokens> {
  const { connector, context, tokenUrl, clientId, clientSecret } = endpoint;
  const { credentials = "body" } = endpoint;
  const request = createRequest({
    ...{ connector, context, baseUrl: tokenUrl },
    headers: credentials === "basic" ? { authorization: basicAuth(clientId, clientSecret) } : {},
    secrets: [clientSecret, ...secrets],
  });
  const inBody = { client_id: clientId, client_secret: clientSecret };
  const client = credentials === "body" ? inBody : {};
  const askedAt = Date.parse(context.clock.now());
  const answer = await request({
    ...{ method: "POST", accept: [400, 401] },
    form: { ...form, ...client, ...endpoint.form },
  });
  if (answer.status >= 400) throw refusal(endpoint, answer);
  return toTokens(answer, { current, askedAt, keep: endpoint.keep ?? [] });
}

function refusal({ connector, refusals }: TokenEndpoint, answer: Answer): ConnectorError {
  const { status } = answer;
  const body = bodyOf(answer.text);
  const meaning = refusals?.({ status, body });
  const kind = meaning?.kind ?? KINDS.get(body.error) ?? fallback(status);
  const words = answer.words === "" ? "" : `: ${answer.words}`;
  const told = `the token endpoint answered ${status}${words}`;
  const message = meaning?.remedy === undefined ? told : `${meaning.remedy} (${told})`;
  return new ConnectorError({ connector, kind, message });
}

function bodyOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return Body.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    return {};
  }
}

function fallback(status: number): "unauthenticated" | "invalid" {
  return status === 401 ? "unauthenticated" : "invalid";
}

interface Granting {
  readonly current: Tokens | undefined;
  /** In milliseconds since 1970. */
  readonly askedAt: number;
  readonly keep: readonly string[];
}

function toTokens(answer: Answer, { current, askedAt, keep }: Granting): Tokens {
  const granted = answer.read(Granted);
  const refreshToken = granted.refresh_token ?? current?.refreshToken;
  const life = Math.min(granted.expires_in ?? 0, LONGEST_LIFE) * 1_000;
  const fields = new Map(Object.entries(granted));
  const kept = keep.flatMap((name) => {
    const value = fields.get(name);
    return typeof value === "string" ? [[name, value] as const] : [];
  });
  const details = { ...current?.details, ...Object.fromEntries(kept) };
  return {
    accessToken: granted.access_token,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(life > 0 && { expiresAt: new Date(askedAt + life).toISOString() }),
    ...(Object.keys(details).length > 0 && { details }),
  };
}
