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
export interface RefreshGrantOptions {
  /** The connector's id, for errors. */
  readonly connector: string;
  readonly context: Pick<ConnectorContext, "fetch" | "abort" | "clock" | "limiter">;
  /** The full address of the token endpoint. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the client's credentials stand (RFC 6749, 2.3.1). @default "body" */
  readonly credentials?: "body" | "basic";
  /** @default "refresh_token" */
  readonly grant?: "refresh_token" | "client_credentials";
  /** Further fields of the form, such as a scope. */
  readonly form?: Readonly<Record<string, string>>;
  /** Text fields of the answer that are kept with the tokens, such as `instance_url`. */
  readonly keep?: readonly string[];
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
const KINDS: ReadonlyMap<string, ConnectorErrorKind> = new Map([
  ["invalid_grant", "unauthenticated"],
  ["invalid_client", "unauthenticated"],
  ["unauthorized_client", "unauthenticated"],
  ["access_denied", "unauthenticated"],
  ["invalid_scope", "forbidden"],
  ["temporarily_unavailable", "unavailable"],
  ["server_error", "unavailable"],
]);
const Refused = z.looseObject({ error: z.string() });

/**
 * Makes the `refresh` of a token source for a vendor that follows RFC 6749. A rotated refresh token replaces the old
 * one, which is kept where the answer has none. Throws a `ConnectorError`: `unauthenticated` where the grant is gone
 * or was never there. A request without an answer is never repeated: the token it used may be spent.
 */
export function refreshGrant(
  options: RefreshGrantOptions,
): (current: Tokens | undefined) => Promise<Tokens> {
  const { connector, context, tokenUrl, clientId, clientSecret } = options;
  const inBody = (options.credentials ?? "body") === "body";
  return async (current) => {
    const grant = grantForm(options, current);
    const request = createRequest({
      ...{ connector, context, baseUrl: tokenUrl },
      headers: inBody ? {} : { authorization: basicAuth(clientId, clientSecret) },
      secrets: [clientSecret, ...secretsOf(current)],
    });
    const client = inBody ? { client_id: clientId, client_secret: clientSecret } : {};
    const askedAt = Date.parse(context.clock.now());
    const answer = await request({
      ...{ method: "POST", accept: [400, 401] },
      form: { ...grant, ...client, ...options.form },
    });
    if (answer.status >= 400) throw refusal(connector, answer);
    return toTokens(answer, { current, askedAt, keep: options.keep ?? [] });
  };
}

function grantForm(
  { connector, grant = "refresh_token" }: RefreshGrantOptions,
  current: Tokens | undefined,
): Readonly<Record<string, string>> {
  if (grant === "client_credentials") return { grant_type: grant };
  if (current?.refreshToken !== undefined) {
    return { grant_type: grant, refresh_token: current.refreshToken };
  }
  const message = "nobody has given access yet, or it ended; connect anew";
  throw new ConnectorError({ connector, kind: "unauthenticated", message });
}

function secretsOf(tokens: Tokens | undefined): readonly string[] {
  return [tokens?.accessToken, tokens?.refreshToken].filter((each) => each !== undefined);
}

function refusal(connector: string, answer: Answer): ConnectorError {
  const kind = KINDS.get(errorCode(answer.text)) ?? fallback(answer.status);
  const words = answer.words === "" ? "" : `: ${answer.words}`;
  const message = `the token endpoint answered ${answer.status}${words}`;
  return new ConnectorError({ connector, kind, message });
}

function errorCode(text: string): string {
  try {
    const parsed = Refused.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.error : "";
  } catch {
    return "";
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
