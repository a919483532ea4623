import { createHmac, timingSafeEqual } from "node:crypto";
import type { Instant } from "@perennial/contract";
import { toMillis } from "../time/instant.ts";

/** How old or how early a signature may be, in seconds (Standard Webhooks 1.0.0). */
const TOLERANCE_SECONDS = 300;
const PREFIX = "whsec_";

/** The three headers of a message signed by Standard Webhooks 1.0.0 (crm/webhooks.md, 9.1). */
export function signatureHeaders(
  secret: string,
  id: string,
  now: Instant,
  body: string,
): Record<string, string> {
  const timestamp = String(Math.floor(toMillis(now) / 1000));
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${digest(secret, `${id}.${timestamp}.${body}`)}`,
  };
}

/** Why a signed request is not genuine, or nothing when it is. */
export function signatureFault(
  secret: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  now: Instant,
): string | undefined {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  const signatures = headers["webhook-signature"];
  if (!id || !timestamp || !signatures)
    return "webhook-id, webhook-timestamp and webhook-signature are required";
  if (!/^\d+$/.test(timestamp)) return "webhook-timestamp must be whole seconds since 1970";
  const age = Math.abs(toMillis(now) / 1000 - Number(timestamp));
  if (age > TOLERANCE_SECONDS) return "webhook-timestamp is too far from the current time";
  const expected = Buffer.from(`v1,${digest(secret, `${id}.${timestamp}.${body}`)}`);
  const genuine = signatures.split(" ").some((signature) => {
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return genuine ? undefined : "webhook-signature does not fit the content";
}

function digest(secret: string, content: string): string {
  const key = Buffer.from(
    secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret,
    "base64",
  );
  return createHmac("sha256", key).update(content).digest("base64");
}
