import { createHash } from "node:crypto";
import { idempotencyKey } from "@perennial/connector-kit";
import type { InboundRequest } from "@perennial/contract";
import type { DeliveryId, InboundAuth } from "./inbound-auth.ts";
import { jsonPath } from "./mapping/json-path.ts";
import { readJson } from "./mapping/read-json.ts";
import type { WebhookSettings } from "./webhook-settings.ts";

type Kind = InboundAuth["kind"];

/** Where vendors write a delivery's id; the same for each attempt to deliver it. */
const OF_VENDORS: Readonly<Partial<Record<Kind, DeliveryId>>> = {
  github: { header: "x-github-delivery" },
  shopify: { header: "x-shopify-webhook-id" },
  stripe: { path: "$.id" },
  woocommerce: { header: "x-wc-webhook-delivery-id" },
};

/**
 * The id of a genuine delivery: from where the connection says, where its vendor writes it, or from `webhook-id` or
 * `Idempotency-Key`. Undefined where there is none, or where Standard Webhooks has named it.
 *
 * A header is not signed by any form but Standard Webhooks, so an id from there counts together with the body:
 * whoever sends an old delivery on under a new name cannot have the true one of that name taken for a repeat.
 */
export function deliveryIdOf(
  request: InboundRequest,
  { inboundAuth, deliveryId }: WebhookSettings,
): string | undefined {
  const kind = inboundAuth?.kind ?? "standard-webhooks";
  const place = deliveryId ?? OF_VENDORS[kind];
  if (place !== undefined && "path" in place) return idInBody(request.body, place.path);
  const named = place === undefined ? undefined : request.headers[place.header];
  if (kind === "standard-webhooks" && named === undefined) return undefined;
  const { "webhook-id": webhookId, "idempotency-key": key } = request.headers;
  const id = [named, webhookId, key].map(idempotencyKey).find((each) => each !== undefined);
  return id === undefined ? undefined : `${id}~${digestOf(request.body)}`;
}

function idInBody(body: string, path: string): string | undefined {
  const reading = readJson(body);
  if ("fault" in reading) return undefined;
  for (const { value } of jsonPath(path).find(reading.value)) {
    if (typeof value === "string" && value !== "") return value;
    if (typeof value === "number") return String(value);
  }
  return undefined;
}

function digestOf(body: string): string {
  return createHash("sha256").update(body).digest("base64url").slice(0, 22);
}
