import { createHash } from "node:crypto";
import type { InboundRequest } from "@perennial/contract";

/** The sender's id where it is one that can be kept; a digest of it where it is long or odd. */
export function nameOf(deliveryId: string | undefined): string | undefined {
  if (deliveryId === undefined || /^[\x21-\x7e]{1,200}$/.test(deliveryId)) return deliveryId;
  return sha256(deliveryId);
}

/** The name of a delivery that the sender gives no id. */
export function digestOf({ method, url, body }: InboundRequest): string {
  return sha256(`${method}\n${url}\n${body}`);
}

function sha256(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("base64url")}`;
}
