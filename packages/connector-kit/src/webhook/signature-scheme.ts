import type { HmacAlgorithm, HmacEncoding } from "./verify-hmac.ts";

/** Where a signed request says when it was sent. */
export type SignedTime =
  /** A header of its own. */
  | { readonly header: string; readonly unit: "seconds" | "milliseconds" }
  /** A part of the signature's header, such as `t` in `t=1614265330,v1=…`; in seconds. */
  | { readonly part: string };

/** How a vendor signs its webhooks with an HMAC. */
export interface SignatureScheme {
  /** The header of the signature, in lower case. */
  readonly header: string;
  readonly algorithm: HmacAlgorithm;
  readonly encoding: HmacEncoding;
  /** What stands before each signature, such as `sha256=`, or `v1=` in a list. @default nothing */
  readonly prefix?: string;
  /**
   * When it was sent, which is then signed too: `<time>.<body>`. Without it the body alone is signed, and
   * nothing tells an old request from a new one.
   */
  readonly time?: SignedTime;
  /** How far the time may be from ours, either way, in seconds. @default 300 */
  readonly tolerance?: number;
}

/** GitHub: https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries. */
export const GITHUB_SIGNATURE: SignatureScheme = {
  header: "x-hub-signature-256",
  algorithm: "sha256",
  encoding: "hex",
  prefix: "sha256=",
};

/**
 * Stripe: https://docs.stripe.com/webhooks#verify-manually. While a secret is rolled the header has one `v1`
 * for each; every attempt is signed anew, with its own time.
 */
export const STRIPE_SIGNATURE: SignatureScheme = {
  header: "stripe-signature",
  algorithm: "sha256",
  encoding: "hex",
  prefix: "v1=",
  time: { part: "t" },
  tolerance: 300,
};

/** Shopify: https://shopify.dev/docs/apps/build/webhooks/subscribe/https. The secret is the app's client secret. */
export const SHOPIFY_SIGNATURE: SignatureScheme = {
  header: "x-shopify-hmac-sha256",
  algorithm: "sha256",
  encoding: "base64",
};

/** WooCommerce: https://woocommerce.com/document/webhooks/. The secret is the webhook's own. */
export const WOOCOMMERCE_SIGNATURE: SignatureScheme = {
  header: "x-wc-webhook-signature",
  algorithm: "sha256",
  encoding: "base64",
};
