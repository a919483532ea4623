import { createHmac } from "node:crypto";
import { sameSecret } from "./same-secret.ts";

/** The hash functions that vendors sign with. */
export const HMAC_ALGORITHMS = ["sha256", "sha1", "sha512"] as const;
export type HmacAlgorithm = (typeof HMAC_ALGORITHMS)[number];

/** How the bytes of a signature are written. */
export const HMAC_ENCODINGS = ["hex", "base64"] as const;
export type HmacEncoding = (typeof HMAC_ENCODINGS)[number];

/** The most signatures of one request that are looked at; a rotation needs two. */
const MOST_PRESENTED = 8;

/** Which HMAC it is, and how it is written. */
export interface HmacForm {
  readonly algorithm: HmacAlgorithm;
  readonly encoding: HmacEncoding;
}

/** What somebody signed, and the signatures they showed for it. */
export interface HmacCheck extends HmacForm {
  /** The exact text that was signed, put together as the vendor documents it. */
  readonly content: string;
  /** Ours; several while one replaces another. Used as UTF-8 text. */
  readonly secrets: readonly string[];
  /** Without a prefix; only the first eight are looked at. */
  readonly presented: readonly string[];
}

/** The signature of a text (RFC 2104), with the secret used as UTF-8 text. */
export function hmac({ algorithm, encoding }: HmacForm, secret: string, content: string): string {
  return createHmac(algorithm, secret).update(content, "utf8").digest(encoding);
}

/**
 * Whether one of the signatures is made with one of the secrets. Takes the same time whichever it is, and
 * never throws. An empty secret proves nothing and is left out.
 */
export function verifyHmac({ content, secrets, presented, ...form }: HmacCheck): boolean {
  const expected = secrets
    .filter((secret) => secret !== "")
    .map((secret) => hmac(form, secret, content));
  const shown = presented
    .slice(0, MOST_PRESENTED)
    .map((one) => (form.encoding === "hex" ? one.toLowerCase() : one));
  // No early exit: how long it takes does not tell which one matched.
  const matches = shown.flatMap((one) => expected.map((other) => sameSecret(one, other)));
  return matches.includes(true);
}
