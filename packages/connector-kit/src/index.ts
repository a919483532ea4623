/**
 * What authors of connectors share.
 *
 * - **connector**: `defineConnector`, `performEach`, `receiptFor`.
 * - **http**: `createRequest`, the one way a connector speaks HTTP; `publicFetch` for addresses that customers type.
 * - **auth**: OAuth 2 access tokens that hold, renewed once for all processes.
 * - **paging**: a vendor's list, page by page.
 * - **mapping**: our fields and the vendor's, as a table that works both ways.
 * - **inbound**: from a request to signals and problems.
 * - **webhook**: Standard Webhooks, signing and verifying; HMAC signatures as other vendors form them, and
 *   shared secrets.
 * - **settings**: fields with words, secrets, addresses.
 * - **phone**: numbers in E.164.
 * - **sms**: what became of text messages, by a provider's history.
 */
export * from "./auth/code-grant.ts";
export * from "./auth/refresh-grant.ts";
export type {
  TokenEndpoint,
  TokenRefusal,
  TokenRefusalMeaning,
} from "./auth/token-endpoint.ts";
export * from "./auth/token-source.ts";
export * from "./connector/define-connector.ts";
export * from "./connector/halting.ts";
export * from "./connector/map-with-limit.ts";
export * from "./connector/perform-each.ts";
export * from "./connector/perform-in-parts.ts";
export * from "./connector/receipt-for.ts";
export * from "./connector/to-connector-error.ts";
export * from "./crm/field-reader.ts";
export * from "./crm/short-text.ts";
export * from "./crm/task-owners.ts";
export * from "./crm/written-value.ts";
export * from "./crm/zone.ts";
export * from "./http/basic-auth.ts";
export * from "./http/public-only.ts";
export { createRedactor } from "./http/redact.ts";
export * from "./http/request.ts";
export * from "./http/request-options.ts";
export * from "./http/retry-after.ts";
export * from "./inbound/issue-words.ts";
export * from "./inbound/to-instant.ts";
export * from "./inbound/understand.ts";
export * from "./mapping/check-mapping.ts";
export type { Conversion } from "./mapping/conversion.ts";
export { readValue, writeValue } from "./mapping/convert.ts";
export * from "./mapping/converter.ts";
export * from "./mapping/define-mapping.ts";
export * from "./mapping/mapping-data.ts";
export * from "./mapping/rename-fields.ts";
export * from "./paging/paginate.ts";
export * from "./phone/to-e164.ts";
export * from "./settings/base-url.ts";
export * from "./settings/setting.ts";
export * from "./settings/webhook-secret.ts";
export * from "./sms/look-up-sms.ts";
export * from "./webhook/idempotency-key.ts";
export * from "./webhook/read-event.ts";
export * from "./webhook/read-signed-request.ts";
export * from "./webhook/same-secret.ts";
export * from "./webhook/signature-scheme.ts";
export * from "./webhook/standard-webhooks.ts";
export * from "./webhook/verify-hmac.ts";
export * from "./webhook/verify-shared-secret.ts";
export * from "./webhook/verify-signature.ts";
