export { createWebhook } from "./webhook-connector.ts";
export { WebhookSettings } from "./webhook-settings.ts";
