import { createHmac } from "node:crypto";
import type { InboundRequest, Instant, Verification } from "@perennial/contract";
import { sameSecret } from "./same-secret.ts";

/** How far a signature's time may be from ours, in seconds (Standard Webhooks 1.0.0). */
const TOLERANCE = 5 * 60;
const PREFIX = "whsec_";

/** What is to be signed. */
export interface WebhookToSign {
  /** The same for every attempt to deliver one message; without a dot. */
  readonly id: string;
  /** The moment of this attempt. */
  readonly at: Instant;
  /** The exact bytes that are sent. */
  readonly body: string;
  /** Several while one replaces another: the receiver needs to know only one of them. */
  readonly secrets: readonly string[];
}

/** The headers of a signed webhook (Standard Webhooks 1.0.0, symmetric). */
export function signWebhook({ id, at, body, secrets }: WebhookToSign): Record<string, string> {
  const timestamp = String(Math.floor(Date.parse(at) / 1000));
  const signatures = secrets.map((secret) => signature(secret, `${id}.${timestamp}.${body}`));
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}

/**
 * Judges a signed webhook: one of its signatures must be made with one of our secrets, and its time
 * must be within five minutes of `now`. Never throws.
 */
export function verifyWebhook(
  request: Pick<InboundRequest, "headers" | "body">,
  secrets: readonly string[],
  now: Instant,
): Verification {
  const id = request.headers["webhook-id"] ?? "";
  const timestamp = request.headers["webhook-timestamp"] ?? "";
  const presented = (request.headers["webhook-signature"] ?? "").split(" ");
  if (!/^[^.\s]{1,200}$/.test(id)) return refuse("webhook-id is missing or malformed");
  if (!/^\d{1,12}$/.test(timestamp)) return refuse("webhook-timestamp is missing or malformed");
  if (Math.abs(Date.parse(now) / 1000 - Number(timestamp)) > TOLERANCE) {
    return refuse("webhook-timestamp is more than five minutes from our clock");
  }
  const expected = secrets.map((secret) => signature(secret, `${id}.${timestamp}.${request.body}`));
  // No early exit: how long it takes does not tell which one matched.
  const matches = presented.flatMap((one) => expected.map((other) => sameSecret(one, other)));
  return matches.includes(true)
    ? { genuine: true, deliveryId: id }
    : refuse("no webhook-signature is made with a secret of this connection");
}

/** Whether a text is a Standard Webhooks secret: `whsec_` and 24 to 64 bytes in base64. */
export function isWebhookSecret(text: string): boolean {
  const encoded = text.slice(PREFIX.length);
  if (!text.startsWith(PREFIX) || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return false;
  const size = Buffer.from(encoded, "base64").length;
  return size >= 24 && size <= 64;
}

function signature(secret: string, content: string): string {
  const encoded = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
  const mac = createHmac("sha256", Buffer.from(encoded, "base64")).update(content, "utf8");
  return `v1,${mac.digest("base64")}`;
}

function refuse(reason: string): Verification {
  return { genuine: false, reason };
}
