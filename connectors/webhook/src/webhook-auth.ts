import {
  GITHUB_SIGNATURE,
  SHOPIFY_SIGNATURE,
  type SignatureScheme,
  STRIPE_SIGNATURE,
  verifyBasicAuth,
  verifySharedSecret,
  verifySignature,
  verifyWebhook,
  WOOCOMMERCE_SIGNATURE,
} from "@perennial/connector-kit";
import type { InboundRequest, Instant, Verification } from "@perennial/contract";
import type { InboundAuth } from "./inbound-auth.ts";
import { deliveryIdOf } from "./webhook-delivery-id.ts";
import { inboundSecrets, signingSecrets, type WebhookSettings } from "./webhook-settings.ts";

const PRESETS: Readonly<Record<"github" | "stripe" | "shopify" | "woocommerce", SignatureScheme>> =
  {
    github: GITHUB_SIGNATURE,
    stripe: STRIPE_SIGNATURE,
    shopify: SHOPIFY_SIGNATURE,
    woocommerce: WOOCOMMERCE_SIGNATURE,
  };

/** Judges a delivery in the way its connection is set to, and names it by its id. */
export function verifyDelivery(
  request: InboundRequest,
  settings: WebhookSettings,
  now: Instant,
): Verification {
  const verdict = judge(request, settings, now);
  if (!verdict.genuine) return verdict;
  const deliveryId = deliveryIdOf(request, settings) ?? verdict.deliveryId;
  return { genuine: true, ...(deliveryId !== undefined && { deliveryId }) };
}

function judge(request: InboundRequest, settings: WebhookSettings, now: Instant): Verification {
  const { inboundAuth: auth = { kind: "standard-webhooks" } } = settings;
  const secrets = inboundSecrets(settings);
  switch (auth.kind) {
    case "standard-webhooks":
      return verifyWebhook(request, signingSecrets(settings), now);
    case "bearer":
      return verifySharedSecret(request, { header: auth.header, secrets });
    case "basic":
      return verifyBasicAuth(request, { username: auth.username, secrets });
    case "hmac":
      return verifySignature(request, schemeOf(auth), { secrets, now });
    default:
      return verifySignature(request, PRESETS[auth.kind], { secrets, now });
  }
}

function schemeOf(auth: Extract<InboundAuth, { kind: "hmac" }>): SignatureScheme {
  const { header, algorithm, encoding, prefix, timestamp, tolerance } = auth;
  return {
    ...{ header, algorithm, encoding, tolerance },
    ...(prefix !== undefined && { prefix }),
    ...(timestamp !== undefined && { time: timestamp }),
  };
}
