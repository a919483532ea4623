export { createEventPoster, type EventPosterOptions, type OutgoingEvent } from "./event-poster.ts";
export { WebhookMapping } from "./mapping/mapping.ts";
export {
  type MappingTrial,
  type RuleTrial,
  type Sample,
  tryMapping,
} from "./mapping/try-mapping.ts";
export { createWebhook, createWebhook as default } from "./webhook-connector.ts";
export { WebhookSettings } from "./webhook-settings.ts";
