import { constants, type KeyObject, sign, verify } from "node:crypto";

/** A JSON Web Token taken apart; nothing of it is checked yet. */
export interface ParsedJwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** What was signed. */
  readonly content: string;
  readonly signature: Buffer;
}

/** How a token is signed. */
export type JwtAlgorithm = "RS256" | "PS256";

/** Signs claims. */
export function signJwt(
  header: Readonly<Record<string, unknown>> & { readonly alg: JwtAlgorithm },
  claims: Readonly<Record<string, unknown>>,
  key: KeyObject,
): string {
  const content = `${encoded({ typ: "JWT", ...header })}.${encoded(claims)}`;
  const signature = sign("sha256", Buffer.from(content), keyOptions(key, header.alg));
  return `${content}.${signature.toString("base64url")}`;
}

/** Takes a token apart; nothing when it is none. */
export function parseJwt(token: string): ParsedJwt | undefined {
  const [head = "", body = "", tail = "", more] = token.split(".");
  const header = decoded(head);
  const claims = decoded(body);
  if (more !== undefined || header === undefined || claims === undefined) return undefined;
  return { header, claims, content: `${head}.${body}`, signature: Buffer.from(tail, "base64url") };
}

/** Whether a token was signed with the private half of a key, by one of the two algorithms that are allowed. */
export function isSignedBy(jwt: ParsedJwt, key: KeyObject): boolean {
  const { alg } = jwt.header;
  if (alg !== "RS256" && alg !== "PS256") return false;
  return verify("sha256", Buffer.from(jwt.content), keyOptions(key, alg), jwt.signature);
}

function keyOptions(key: KeyObject, alg: JwtAlgorithm) {
  return alg === "RS256"
    ? { key, padding: constants.RSA_PKCS1_PADDING }
    : { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

function decoded(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
