export { createDialerWebhook } from "./dialer-webhook-connector.ts";
export { DialerWebhookSettings } from "./dialer-webhook-settings.ts";
