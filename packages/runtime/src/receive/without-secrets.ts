import type { InboundRequest } from "@perennial/contract";
import { readableText } from "../ingest/readable-signal.ts";

/** What stands where a secret stood. */
const HIDDEN = "[secret]";
/** Headers that are nothing but credentials. */
const CREDENTIALS: ReadonlySet<string> = new Set([
  "authorization",
  "proxy-authorization",
  "cookie",
]);
/** A secret this short may stand in a header by chance. */
const SHORTEST = 8;

/**
 * A genuine request as it may be kept: without the secrets in its address and its headers that showed it to be
 * genuine, and without characters that no database keeps. What it means stays as it is.
 */
export function withoutSecrets(
  { method, url, headers, body }: InboundRequest,
  secrets: readonly string[],
): InboundRequest {
  return {
    method,
    url: hideInUrl(url, secrets),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, hideInHeader(name, value, secrets)]),
    ),
    body: readableText(body),
  };
}

function hideInUrl(text: string, secrets: readonly string[]): string {
  if (!URL.canParse(text)) return HIDDEN;
  const url = new URL(text);
  for (const [name, value] of [...url.searchParams]) {
    if (secrets.includes(value)) url.searchParams.set(name, HIDDEN);
  }
  const parts = url.pathname.split("/");
  url.pathname = parts.map((part) => (isSecretPart(part, secrets) ? HIDDEN : part)).join("/");
  return url.href;
}

function isSecretPart(part: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => part === secret || part === encodeURIComponent(secret));
}

function hideInHeader(name: string, value: string, secrets: readonly string[]): string {
  const shown = secrets.some(
    (secret) => value === secret || (secret.length >= SHORTEST && value.includes(secret)),
  );
  return shown || CREDENTIALS.has(name) ? HIDDEN : readableText(value);
}
