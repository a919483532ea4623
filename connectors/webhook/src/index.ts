export { createEventPoster, type EventPosterOptions, type OutgoingEvent } from "./event-poster.ts";
export {
  type BodyComparison,
  compareBodies,
  type UnmappedField,
  type UnseenPath,
} from "./mapping/compare-bodies.ts";
export { WebhookMapping } from "./mapping/mapping.ts";
export {
  type MappingTrial,
  type RuleTrial,
  type Sample,
  tryMapping,
} from "./mapping/try-mapping.ts";
export { createWebhook, createWebhook as default } from "./webhook-connector.ts";
export { WebhookSettings } from "./webhook-settings.ts";
