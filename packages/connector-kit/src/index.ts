/**
 * What authors of connectors share.
 *
 * - **connector**: `defineConnector`, `performEach`, `receiptFor`.
 * - **http**: `createRequest`, the one way a connector speaks HTTP.
 * - **inbound**: from a request to signals and problems.
 * - **webhook**: Standard Webhooks, signing and verifying.
 * - **settings**: fields with words, secrets, addresses.
 * - **phone**: numbers in E.164.
 */
export * from "./connector/define-connector.ts";
export * from "./connector/map-with-limit.ts";
export * from "./connector/perform-each.ts";
export * from "./connector/receipt-for.ts";
export * from "./connector/to-connector-error.ts";
export * from "./http/basic-auth.ts";
export { createRedactor } from "./http/redact.ts";
export * from "./http/request.ts";
export * from "./http/request-options.ts";
export * from "./inbound/issue-words.ts";
export * from "./inbound/to-instant.ts";
export * from "./inbound/understand.ts";
export * from "./phone/to-e164.ts";
export * from "./settings/base-url.ts";
export * from "./settings/setting.ts";
export * from "./settings/webhook-secret.ts";
export * from "./webhook/read-event.ts";
export * from "./webhook/same-secret.ts";
export * from "./webhook/standard-webhooks.ts";
