import type { HubspotApp, WebhookSubscription, WebhookSubscriptions } from "../hubspot-options.ts";
import type { RecordChange } from "../record/change.ts";

/** An event of a webhook but for its attempt (crm/hubspot.md, 3.2). */
export type WebhookEvent = Readonly<Record<string, string | number | boolean | readonly number[]>>;

interface Subscription {
  readonly id: number;
  readonly event: string;
  /** The type as it is named there; nothing in the older form, where the event names it. */
  readonly objectType: string | undefined;
  readonly propertyName: string | undefined;
}

const EVENTS = ["creation", "deletion", "restore", "merge", "associationChange"];
const CONTACT_PROPERTIES =
  "email firstname lastname phone mobilephone address city zip country lifecyclestage hubspot_owner_id hs_email_optout hs_lead_status";
const DEAL_PROPERTIES = "dealname dealstage pipeline closedate amount hubspot_owner_id";

/** What an app hears of that names nothing itself: contacts, companies and deals, with their usual properties. */
export const DEFAULT_WEBHOOKS: WebhookSubscriptions = {
  crmObjects: [
    ...["contact", "company", "deal"].flatMap((objectType) =>
      EVENTS.map((event) => ({ subscriptionType: `object.${event}`, objectType })),
    ),
    ...propertyChanges("contact", CONTACT_PROPERTIES),
    ...propertyChanges("deal", DEAL_PROPERTIES),
  ],
  hubEvents: [{ subscriptionType: "contact.privacyDeletion" }],
};

/** Makes the events that an app's subscriptions ask for out of what happened. */
export class WebhookEvents {
  readonly #app: HubspotApp;
  readonly #subscriptions: readonly Subscription[];
  /** By portal: an event's number says nothing across portals. */
  readonly #numbers = new Map<number, number>();

  constructor(app: HubspotApp) {
    this.#app = app;
    const {
      crmObjects = [],
      legacyCrmObjects = [],
      hubEvents = [],
    } = app.webhooks ?? DEFAULT_WEBHOOKS;
    this.#subscriptions = [...crmObjects, ...legacyCrmObjects, ...hubEvents].flatMap(
      (one, index) => (one.active === false ? [] : [subscription(one, index + 1)]),
    );
  }

  /** The events of a change, one for each subscription that asks for it. */
  of(portalId: number, change: RecordChange, nowMs: number): WebhookEvent[] {
    return this.#subscriptions
      .filter((one) => asks(one, change))
      .map((one) => ({
        eventId: this.#next(portalId),
        subscriptionId: one.id,
        portalId,
        appId: Number(this.#app.appId),
        occurredAt: nowMs,
        subscriptionType: one.event,
        ...(one.objectType === undefined ? {} : { objectTypeId: change.type.id }),
        ...details(change),
        ...change.source,
      }));
  }

  #next(portalId: number): number {
    const number = (this.#numbers.get(portalId) ?? 3_816_279_339) + 1;
    this.#numbers.set(portalId, number);
    return number;
  }
}

function propertyChanges(objectType: string, names: string): WebhookSubscription[] {
  const subscriptionType = "object.propertyChange";
  return names.split(" ").map((propertyName) => ({ subscriptionType, objectType, propertyName }));
}

function subscription(one: WebhookSubscription, id: number): Subscription {
  const { subscriptionType: event, objectType, propertyName } = one;
  return { id, event, objectType, propertyName };
}

function asks(subscription: Subscription, change: RecordChange): boolean {
  const { event, objectType, propertyName } = subscription;
  const { type, kind } = change;
  if (kind === "propertyChange" && propertyName !== change.name) return false;
  // HubSpot never sends these two (crm/hubspot.md, 3.1).
  if (propertyName === "hs_lastmodifieddate" || propertyName === "num_unique_conversion_events")
    return false;
  if (event.startsWith("object."))
    return (
      event === `object.${kind}` && [type.singular, type.name, type.id].includes(objectType ?? "")
    );
  return event === `${type.singular}.${kind}`;
}

function details(change: RecordChange): WebhookEvent {
  switch (change.kind) {
    case "creation":
      return { objectId: change.id, changeFlag: "CREATED" };
    case "deletion":
      return { objectId: change.id, changeFlag: "DELETED" };
    case "restore":
      return { objectId: change.id, changeFlag: "RESTORED" };
    case "privacyDeletion":
      return { objectId: change.id };
    case "propertyChange":
      return {
        objectId: change.id,
        propertyName: change.name,
        propertyValue: change.value,
        isSensitive: false,
      };
    case "merge":
      return {
        objectId: change.newId,
        primaryObjectId: change.primaryId,
        mergedObjectIds: change.mergedIds,
        newObjectId: change.newId,
        numberOfPropertiesMoved: change.moved,
      };
    case "associationChange":
      return {
        associationType: `${change.type.singular}_TO_${change.to.singular}`.toUpperCase(),
        associationCategory: change.category,
        associationTypeId: change.typeId,
        fromObjectId: change.fromId,
        toObjectId: change.toId,
        associationRemoved: change.removed,
        isPrimaryAssociation: change.isPrimary,
      };
  }
}
