import { createHash, createHmac } from "node:crypto";

/** A request that HubSpot signs. */
export interface SignedRequest {
  readonly method: string;
  /** As the app's owner wrote it, with query. */
  readonly url: string;
  readonly body: string;
}

/** Version 1 of the signature: the secret and the body. */
export function signatureOfBody(secret: string, body: string): string {
  return createHash("sha256")
    .update(secret + body)
    .digest("hex");
}

/** Version 2 of the signature: the secret, the method, the URL and the body. */
export function signatureOfRequest(secret: string, { method, url, body }: SignedRequest): string {
  return createHash("sha256")
    .update(secret + method + url + body)
    .digest("hex");
}

/** Version 3 of the signature: method, decoded URL, body and moment, keyed with the secret. */
export function signatureOfMoment(
  secret: string,
  request: SignedRequest,
  timestamp: number,
): string {
  const { method, url, body } = request;
  const source = `${method}${decoded(url)}${body}${timestamp}`;
  return createHmac("sha256", secret).update(source).digest("base64");
}

/** The headers of version 3 (crm/hubspot.md, 3.4). */
export function momentHeaders(
  secret: string,
  request: SignedRequest,
  timestamp: number,
): Record<string, string> {
  return {
    "x-hubspot-signature-v3": signatureOfMoment(secret, request, timestamp),
    "x-hubspot-request-timestamp": String(timestamp),
  };
}

/** The headers of version 2. */
export function requestHeaders(secret: string, request: SignedRequest): Record<string, string> {
  return {
    "x-hubspot-signature": signatureOfRequest(secret, request),
    "x-hubspot-signature-version": "v2",
  };
}

/** The headers of version 1. */
export function bodyHeaders(secret: string, body: string): Record<string, string> {
  return {
    "x-hubspot-signature": signatureOfBody(secret, body),
    "x-hubspot-signature-version": "v1",
  };
}

// HubSpot signs the URL with these escapes undone, and no others.
function decoded(url: string): string {
  return url.replace(/%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi, (one) =>
    decodeURIComponent(one),
  );
}
