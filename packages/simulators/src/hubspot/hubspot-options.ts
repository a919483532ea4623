import type { SimulatorOptions } from "../simulator.ts";

/** A subscription of an app's webhooks, as in its `webhooks-hsmeta.json` (crm/hubspot.md, 3.1). */
export interface WebhookSubscription {
  /** Such as `object.creation`, or `contact.creation` in the older form. */
  readonly subscriptionType: string;
  /** The singular name or the id of a type, for `object.*` alone. */
  readonly objectType?: string;
  /** The property that is heard of, for property changes alone: there is no "all of them". */
  readonly propertyName?: string;
  /** @default true */
  readonly active?: boolean;
}

/** The three lists of `webhooks-hsmeta.json`. */
export interface WebhookSubscriptions {
  readonly crmObjects?: readonly WebhookSubscription[];
  readonly legacyCrmObjects?: readonly WebhookSubscription[];
  readonly hubEvents?: readonly WebhookSubscription[];
}

/** Our app as HubSpot knows it. */
export interface HubspotApp {
  /** Digits. */
  readonly appId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  readonly requiredScopes: readonly string[];
  readonly optionalScopes: readonly string[];
  /** Scopes that may stand in `scope` beside the required ones. @default none */
  readonly conditionallyRequiredScopes?: readonly string[];
  /** Where the changes of all portals are posted. @default nowhere */
  readonly webhookUrl?: string;
  /** What is posted there. @default `DEFAULT_WEBHOOKS` */
  readonly webhooks?: WebhookSubscriptions;
  /** Where workflow actions are posted: this and a slash and the action's name. @default nowhere */
  readonly actionsUrl?: string;
  /** Where an origin really listens, such as `{ "https://app.example": "http://127.0.0.1:4000" }`; signatures name the origin itself. @default none */
  readonly proxy?: Readonly<Record<string, string>>;
}

/** How webhooks misbehave on purpose (crm/hubspot.md, 3.3). */
export interface DeliveryHabits {
  /** Share of the events that come twice. @default 0 */
  readonly duplicates: number;
  /** Whether events come in no particular order. @default false */
  readonly disorder: boolean;
}

/** How the simulated HubSpot is set up. */
export interface HubspotOptions extends SimulatorOptions {
  readonly app: HubspotApp;
  /** How long search does not yet see a change. @default 10000 */
  readonly indexLagMs?: number;
  /** What a batch answers with when some of its rows fail: HubSpot's pages contradict each other (crm/hubspot.md, 2.3). @default 207 */
  readonly multiStatus?: 200 | 207;
  /** Whether each refresh gives a new refresh token and ends the old one. @default false */
  readonly rotateRefreshTokens?: boolean;
  /** @default neither duplicates nor disorder */
  readonly delivery?: Partial<DeliveryHabits>;
  /** Decides what looks like chance. @default 1 */
  readonly seed?: number;
}
