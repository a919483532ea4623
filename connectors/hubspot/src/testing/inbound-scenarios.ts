import type { InboundSample, Scenarios } from "@perennial/conformance";
import type { InboundRequest } from "@perennial/contract";
import { hubspotMomentHeaders } from "@perennial/simulators";
import { TEST_APP } from "./hubspot-world.ts";

const AT = 1_772_442_000_000;
const MOMENT = new Date(AT).toISOString();

function delivery(...events: readonly object[]): InboundRequest {
  const common = {
    ...{ subscriptionId: 25, portalId: 100_001, appId: Number(TEST_APP.appId) },
    ...{ occurredAt: AT, attemptNumber: 0, changeSource: "CRM_UI", sourceId: "userId:1" },
  };
  const list = events.map((event, n) => ({ eventId: 3_816_279_340 + n, ...common, ...event }));
  return {
    method: "POST",
    url: "https://perennial.example/hooks/v1/apps/hubspot",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(list),
  };
}

const samples: readonly InboundSample[] = [
  {
    name: "a contact that changed, to be read anew",
    request: delivery({
      ...{ subscriptionType: "object.propertyChange", objectTypeId: "0-1", objectId: 1001 },
      ...{ propertyName: "email", propertyValue: "anna@example.com", isSensitive: false },
    }),
    means: [],
  },
  {
    name: "a no to all e-mail",
    request: delivery({
      ...{ subscriptionType: "object.propertyChange", objectTypeId: "0-1", objectId: 1001 },
      ...{ propertyName: "hs_email_optout", propertyValue: "true", isSensitive: false },
    }),
    means: [
      {
        type: "consent.changed",
        consent: { customerId: "1001", channel: "email", state: "withdrawn" },
      },
    ],
  },
  {
    name: "a merge of two contacts, with the deletion that comes of it",
    request: delivery(
      { subscriptionType: "contact.deletion", objectId: 1002, changeFlag: "DELETED" },
      {
        ...{ subscriptionType: "contact.merge", objectId: 1001, primaryObjectId: 1001 },
        ...{ mergedObjectIds: [1002], newObjectId: 1001, numberOfPropertiesMoved: 2 },
      },
    ),
    means: [{ type: "customer.merged", at: MOMENT, customerId: "1002", into: "1001" }],
  },
  {
    name: "a person who asked to be forgotten",
    request: delivery(
      { subscriptionType: "contact.privacyDeletion", objectId: 1003 },
      { subscriptionType: "contact.deletion", objectId: 1003, changeFlag: "DELETED" },
    ),
    means: [{ type: "customer.erased", at: MOMENT, customerId: "1003" }],
  },
];

/** What HubSpot sends to the app's door, one portal's part of it. */
export const inboundScenario: NonNullable<Scenarios["inbound"]> = {
  samples,
  unknown: delivery({ subscriptionType: "conversation.newMessage", objectId: 7, messageId: "m-1" }),
  sign,
};

const PAGE = "https://perennial.example/apps/hubspot/v1/settings";

function fromPage(body: string): InboundRequest {
  const url = `${PAGE}?userId=7&portalId=100001&userEmail=ada%40example.com&appId=${TEST_APP.appId}`;
  return { method: "POST", url, headers: { "content-type": "application/json" }, body };
}

/** What HubSpot sends of several portals, and from our pages inside it. */
export const appScenario: NonNullable<Scenarios["app"]> = {
  delivery: delivery(
    { subscriptionType: "contact.deletion", objectId: 71_001, portalId: 100_001 },
    { subscriptionType: "contact.deletion", objectId: 72_001, portalId: 100_002 },
    { subscriptionType: "contact.deletion", objectId: 71_002, portalId: 100_001 },
  ),
  marks: { "100001": ["71001", "71002"], "100002": ["72001"] },
  page: { request: fromPage("{}"), caller: { account: "100001", user: "ada@example.com" } },
  misled: fromPage(JSON.stringify({ portalId: 100_002, userId: 8, userEmail: "eve@example.com" })),
  sign,
};

function sign(request: InboundRequest, at: string): InboundRequest {
  const { method, url, body } = request;
  const signed = { method, url, body };
  const signature = hubspotMomentHeaders(TEST_APP.clientSecret, signed, Date.parse(at));
  return { ...request, headers: { ...request.headers, ...signature } };
}
