import type { InboundRequest, Verification } from "@perennial/contract";
import { sameSecret } from "./same-secret.ts";

type Headers = Pick<InboundRequest, "headers">;

/** Where a secret is shown, and which ones are ours. */
export interface SharedSecret {
  /** In lower case. `authorization` has to say `Bearer` before the secret; any other has the secret alone. */
  readonly header: string;
  /** Several while one replaces another. */
  readonly secrets: readonly string[];
}

/** Judges a request by a secret that it shows as it is. Proves who sent it, not what or when. Never throws. */
export function verifySharedSecret(
  { headers }: Headers,
  { header, secrets }: SharedSecret,
): Verification {
  const value = headers[header];
  if (value === undefined) return refuse(`${header} is missing`);
  const shown = header === "authorization" ? /^bearer +(\S.*)$/i.exec(value)?.[1] : value;
  if (shown === undefined) return refuse("authorization is not of the kind Bearer");
  return isOneOf(shown, secrets)
    ? { genuine: true }
    : refuse(`${header} does not show a secret of this connection`);
}

/** A user and the passwords that are right for it. */
export interface BasicUser {
  readonly username: string;
  /** Several while one replaces another. */
  readonly secrets: readonly string[];
}

/** Judges a request by user name and password (RFC 7617, in UTF-8). Never throws. */
export function verifyBasicAuth(
  { headers }: Headers,
  { username, secrets }: BasicUser,
): Verification {
  const [, encoded] = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(headers.authorization ?? "") ?? [];
  if (encoded === undefined) return refuse("authorization is missing or not of the kind Basic");
  const shown = Buffer.from(encoded, "base64").toString("utf8");
  const right = secrets.filter((secret) => secret !== "").map((secret) => `${username}:${secret}`);
  return isOneOf(shown, right)
    ? { genuine: true }
    : refuse("authorization does not show the user and password of this connection");
}

/** An empty secret proves nothing. No early exit: the time tells nothing of which one matched. */
function isOneOf(shown: string, secrets: readonly string[]): boolean {
  const known = secrets.filter((secret) => secret !== "");
  return known.map((secret) => sameSecret(shown, secret)).includes(true);
}

function refuse(reason: string): Verification {
  return { genuine: false, reason };
}
