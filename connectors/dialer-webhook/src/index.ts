export { createDialerWebhook, createDialerWebhook as default } from "./dialer-webhook-connector.ts";
export { DialerWebhookSettings } from "./dialer-webhook-settings.ts";
