import { createHash } from "node:crypto";
import { sameSecret, verifyHmac } from "@perennial/connector-kit";
import type { InboundRequest, Instant, Verification } from "@perennial/contract";
import { isFromPage } from "./page-caller.ts";

/** How far the time that is signed may be from ours, either way, in milliseconds (crm/hubspot.md, 3.4). */
const TOLERANCE = 300_000;
/** The longest signature that is looked at; a true one has 44 or 64 characters. */
const LONGEST = 128;

/** The escapes that HubSpot undoes before it signs, and no others (crm/hubspot.md, 2.8). */
const UNDONE = /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

/**
 * Judges a request from HubSpot by its signature of version 3, over method, public URL, body and time. A workflow
 * action may be signed by version 2 alone (crm/hubspot.md, 6.5), which says nothing of when it was sent: a copy sent
 * later does nothing, for an action is done once for its callback. What a page has signed is genuine at the doors of
 * pages alone. Never throws.
 */
export function verifyHubspotSignature(
  clientSecret: string,
  request: InboundRequest,
  now: Instant,
): Verification {
  if (clientSecret === "") return refuse("our app has no client secret");
  const door = doorOf(request);
  if (door !== "page" && isFromPage(request)) {
    return refuse("a page asks at a door that is for HubSpot's own requests");
  }
  const third = verifyVersion3(clientSecret, request, now);
  if (third.genuine || door !== "action" || !isVersion2(request)) return third;
  return verifyVersion2(clientSecret, request) ? { genuine: true } : third;
}

function verifyVersion3(secret: string, request: InboundRequest, now: Instant): Verification {
  const { method, url, headers, body } = request;
  const signature = headers["x-hubspot-signature-v3"] ?? "";
  const time = headers["x-hubspot-request-timestamp"] ?? "";
  if (signature === "" || signature.length > LONGEST) {
    return refuse("x-hubspot-signature-v3 is missing or long");
  }
  if (!/^\d{1,15}$/.test(time)) {
    return refuse("x-hubspot-request-timestamp is missing or malformed");
  }
  if (!(Math.abs(Date.parse(now) - Number(time)) <= TOLERANCE)) {
    return refuse("the time that is signed is more than 300 seconds from our clock");
  }
  const genuine = verifyHmac({
    algorithm: "sha256",
    encoding: "base64",
    content: `${method.toUpperCase()}${signedUrl(url)}${body}${time}`,
    secrets: [secret],
    presented: [signature],
  });
  return genuine
    ? { genuine: true }
    : refuse("x-hubspot-signature-v3 is not made with our client secret for this address and body");
}

function signedUrl(url: string): string {
  return url.replace(UNDONE, (escaped) => decodeURIComponent(escaped));
}

/** Which of our doors a request came to. Pages have those that are written just so; what is like them is no page's. */
function doorOf({ url }: InboundRequest): "page" | "action" | "hook" {
  const [, apps, , kind] = URL.canParse(url) ? new URL(url).pathname.split("/") : [];
  if (apps !== "apps") return "hook";
  if (kind === "v1") return "page";
  return kind === "actions" ? "action" : "hook";
}

/** Taken at the doors of workflow actions alone: elsewhere it would let an old request through for ever. */
function isVersion2({ headers }: InboundRequest): boolean {
  return headers["x-hubspot-signature-version"]?.toLowerCase() === "v2";
}

function verifyVersion2(secret: string, { method, url, headers, body }: InboundRequest): boolean {
  const signature = headers["x-hubspot-signature"] ?? "";
  if (signature === "" || signature.length > LONGEST) return false;
  const expected = createHash("sha256")
    .update(`${secret}${method.toUpperCase()}${url}${body}`, "utf8")
    .digest("hex");
  return sameSecret(signature.toLowerCase(), expected);
}

function refuse(reason: string): Verification {
  return { genuine: false, reason };
}
