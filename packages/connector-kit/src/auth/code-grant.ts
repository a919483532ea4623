import type { Grant, Tokens } from "@perennial/contract";
import { askForTokens, type TokenEndpoint } from "./token-endpoint.ts";

/**
 * Makes the function that exchanges the code an administrator's browser came back with (RFC 6749, 4.1.3, with the
 * verifier of RFC 7636). Throws a `ConnectorError`: `unauthenticated` where the code was used before or ran out.
 */
export function codeGrant(endpoint: TokenEndpoint): (grant: Grant) => Promise<Tokens> {
  return ({ code, redirectUri, codeVerifier }) =>
    askForTokens(endpoint, {
      form: {
        grant_type: "authorization_code",
        code,
        redirect_uri: redirectUri,
        code_verifier: codeVerifier,
      },
      secrets: [code, codeVerifier],
    });
}
