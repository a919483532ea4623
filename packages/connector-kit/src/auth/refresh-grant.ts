import { ConnectorError, type Tokens } from "@perennial/contract";
import { askForTokens, type TokenEndpoint } from "./token-endpoint.ts";

/** A vendor's token endpoint, and by what right new tokens are asked for. */
export interface RefreshGrantOptions extends TokenEndpoint {
  /** @default "refresh_token" */
  readonly grant?: "refresh_token" | "client_credentials";
  /** Makes a signed statement of who asks and for whom, in place of a grant (RFC 7523); one serves once. */
  readonly assertion?: () => string;
}

const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/**
 * Makes the `refresh` of a token source for a vendor that follows RFC 6749. A rotated refresh token replaces the old
 * one, which is kept where the answer has none. Throws a `ConnectorError`: `unauthenticated` where the grant is gone
 * or was never there. A request without an answer is never repeated: the token it used may be spent.
 */
export function refreshGrant(
  options: RefreshGrantOptions,
): (current: Tokens | undefined) => Promise<Tokens> {
  return async (current) => {
    const { assertion } = options;
    if (assertion !== undefined) {
      const form = { grant_type: JWT_BEARER, assertion: assertion() };
      const secrets = [form.assertion, ...secretsOf(current)];
      return askForTokens({ credentials: "none", ...options }, { form, current, secrets });
    }
    const form = grantForm(options, current);
    return askForTokens(options, { form, current, secrets: secretsOf(current) });
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
