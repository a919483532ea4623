/** A strict, stateful HubSpot: OAuth, the CRM's API, webhooks, workflow actions and pages, for one app and many portals. */

export type { RequestCount } from "../rate/rolling-limit.ts";
export type { Consent as HubspotConsent, ConsentRequest } from "./account/authorize.ts";
export { ACCESS_SECONDS } from "./account/token-office.ts";
export type { TroubleOptions } from "./api/trouble.ts";
export {
  momentHeaders as hubspotMomentHeaders,
  requestHeaders as hubspotRequestHeaders,
} from "./delivery/signature.ts";
export { DEFAULT_WEBHOOKS, type WebhookEvent } from "./delivery/webhook-events.ts";
export * from "./hubspot.ts";
export type { HubspotAct } from "./hubspot-act.ts";
export type {
  DeliveryHabits,
  HubspotApp,
  HubspotOptions,
  WebhookSubscription,
  WebhookSubscriptions,
} from "./hubspot-options.ts";
export type { SubscriptionDefinition, SubscriptionState } from "./portal/consents.ts";
export type { Owner } from "./portal/owners.ts";
export type { Portal } from "./portal/portal.ts";
export type { PortalOptions, PortalUser } from "./portal/portal-options.ts";
export type { PageRequest } from "./portal/portal-pages.ts";
export type { PortalStaff } from "./portal/portal-staff.ts";
export type {
  OptionsRequest,
  RunState,
  WorkflowActionRequest,
  WorkflowRun,
} from "./portal/workflow-runs.ts";
export { type Pipeline, stages } from "./record/pipeline.ts";
export { optionsOf, type PropertySketch } from "./record/property.ts";
export type { HubspotRecord, Values } from "./record/record.ts";
export type { WriteRule } from "./record/write-check.ts";
