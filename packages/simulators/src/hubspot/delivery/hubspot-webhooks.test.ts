import { createHash, createHmac } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDoor, type RecordingDoor } from "../../testing/recording-door.ts";
import type { HubspotOptions } from "../hubspot-options.ts";
import { APP, type Installed, installedHubspot } from "../testing/installed-hubspot.ts";
import { momentHeaders, signatureOfBody, signatureOfRequest } from "./signature.ts";

let it: Installed;
let door: RecordingDoor;
beforeEach(async () => {
  door = await openDoor();
  await begin({});
});
afterEach(async () => {
  await it.hubspot.stop();
  await door.shut();
});

async function begin(options: Partial<HubspotOptions>): Promise<void> {
  it = await installedHubspot({ ...options, app: options.app ?? APP });
  it.hubspot.connectTo({ webhookUrl: `${door.url}/hooks` });
}

async function again(options: Partial<HubspotOptions>): Promise<void> {
  await it.hubspot.stop();
  await begin(options);
}

function posts(): Record<string, unknown>[][] {
  return door.requests.map(({ body }) => JSON.parse(body));
}

function events(): Record<string, unknown>[] {
  return posts().flat();
}

test("signatures are those of HubSpot's own example", () => {
  const request = {
    method: "POST",
    url: "https://www.example.com/webhook_uri",
    body: "{'example_field':'example_value'}",
  };
  const headers = momentHeaders(APP.clientSecret, request, 1_693_657_560_000);
  expect(headers["x-hubspot-signature-v3"]).toBe("K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=");
  expect(signatureOfRequest(APP.clientSecret, request)).toBe(
    "4fe4e3a7d3cf09db53be39d0a58130e2aaba074ec123a9e355b876a689a1c383",
  );
  const escaped = { ...request, url: "https://www.example.com/a?b=c%3A%2Fd%40e%20f" };
  const plain = `POSThttps://www.example.com/a?b=c:/d@e%20f${request.body}1`;
  expect(momentHeaders(APP.clientSecret, escaped, 1)["x-hubspot-signature-v3"]).toBe(
    createHmac("sha256", APP.clientSecret).update(plain).digest("base64"),
  );
  expect(signatureOfBody("s", "b")).toBe(createHash("sha256").update("sb").digest("hex"));
});

test("a change by hand is told of, signed, as a property change", async () => {
  const { id } = it.portal.staff.create("contacts", { email: "a@example.com" });
  await it.hubspot.tick();
  it.portal.staff.change("contacts", id, { lifecyclestage: "customer", jobtitle: "CEO" });
  await it.hubspot.tick();
  const [first = [], second = []] = posts();
  expect(first).toMatchObject([
    { subscriptionType: "object.creation", objectTypeId: "0-1", objectId: id, attemptNumber: 0 },
    { subscriptionType: "object.propertyChange", propertyName: "email" },
  ]);
  // Nobody subscribed to jobtitle.
  expect(second).toMatchObject([
    {
      subscriptionType: "object.propertyChange",
      portalId: it.portal.id,
      appId: 1_160_452,
      objectId: id,
      propertyName: "lifecyclestage",
      propertyValue: "customer",
      changeSource: "CRM_UI",
    },
  ]);
  const request = door.requests[0];
  const signed = { method: "POST", url: `${door.url}/hooks`, body: request?.body ?? "" };
  expect(request?.headers).toMatchObject(
    momentHeaders(APP.clientSecret, signed, Date.parse(it.clock.now())),
  );
  expect(request?.headers["x-hubspot-signature"]).toBe(
    signatureOfBody(APP.clientSecret, signed.body),
  );
});

test("our own writes come back as an integration's", async () => {
  await it.api("POST", "/crm/objects/2026-09/contacts", { properties: { email: "a@example.com" } });
  await it.hubspot.tick();
  expect(events()).toMatchObject([
    { changeSource: "INTEGRATION", sourceId: APP.appId },
    { changeSource: "INTEGRATION" },
  ]);
});

test("a moment is told of in milliseconds, a cleared value as an empty text", async () => {
  const { id } = it.portal.staff.create("deals", { closedate: "2026-12-01T00:00:00Z" });
  it.portal.staff.change("deals", id, { closedate: "" });
  await it.hubspot.tick();
  const told = events().filter(({ propertyName }) => propertyName === "closedate");
  expect(told.map(({ propertyValue }) => propertyValue)).toEqual(["1796083200000", ""]);
});

test("the older form names the type in the event", async () => {
  const webhooks = { legacyCrmObjects: [{ subscriptionType: "contact.creation" }] };
  await again({ app: { ...APP, webhooks } });
  it.portal.staff.create("contacts", {});
  await it.hubspot.tick();
  expect(events()).toMatchObject([{ subscriptionType: "contact.creation", changeFlag: "CREATED" }]);
  expect(events()[0]).not.toHaveProperty("objectTypeId");
});

test("an array has fewer than a hundred events, of all portals", async () => {
  const other = it.hubspot.addPortal();
  it.hubspot.install(other);
  for (let count = 0; count < 75; count += 1) it.portal.staff.create("contacts", {});
  for (let count = 0; count < 75; count += 1) other.staff.create("contacts", {});
  await it.hubspot.tick();
  expect(posts().map((post) => post.length)).toEqual([99, 51]);
  expect(new Set(events().map(({ portalId }) => portalId))).toEqual(
    new Set([it.portal.id, other.id]),
  );
});

test("what is not taken comes again ten times within a day, counted", async () => {
  door.answer = () => ({ status: 500 });
  it.portal.staff.create("contacts", {});
  await it.hubspot.tick();
  const end = Date.parse(it.clock.now()) + 86_400_000;
  for (let due = it.hubspot.nextDue(); due !== undefined; due = it.hubspot.nextDue()) {
    expect(Date.parse(due)).toBeLessThan(end);
    it.clock.moveTo(due);
    await it.hubspot.tick();
  }
  expect(events().map(({ attemptNumber }) => attemptNumber)).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
  ]);
  expect(it.hubspot.webhooks.givenUp).toHaveLength(1);
});

test("events may come twice and in any order", async () => {
  await again({ delivery: { duplicates: 0.5, disorder: true } });
  for (let count = 0; count < 40; count += 1) it.portal.staff.create("contacts", {});
  await it.hubspot.tick();
  const ids = events().map(({ objectId }) => Number(objectId));
  expect(ids.length).toBeGreaterThan(40);
  expect(new Set(ids).size).toBe(40);
  expect(ids).not.toEqual(ids.toSorted((one, other) => one - other));
});

test("a merge is told of with all ids, the one that is gone as deleted, moved values not at all", async () => {
  const { id } = it.portal.staff.create("contacts", { email: "a@example.com" });
  const gone = it.portal.staff.create("contacts", { phone: "+46701234567" });
  await it.hubspot.tick();
  it.portal.staff.merge("contacts", id, { id: gone.id });
  await it.hubspot.tick();
  expect(posts()[1]).toMatchObject([
    {
      subscriptionType: "object.merge",
      primaryObjectId: id,
      mergedObjectIds: [gone.id],
      newObjectId: id,
      numberOfPropertiesMoved: 1,
    },
    { subscriptionType: "object.deletion", objectId: gone.id },
  ]);
  const third = it.portal.staff.create("contacts", {});
  const survivor = it.portal.staff.merge("contacts", id, { id: third.id, newId: true });
  expect(survivor.id).not.toBe(id);
  expect(it.portal.staff.look("contacts", gone.id)?.id).toBe(survivor.id);
});

test("a person's deletion is told of twice and leaves nothing", async () => {
  const { id } = it.portal.staff.create("contacts", { email: "a@example.com" });
  await it.hubspot.tick();
  it.portal.staff.forget(id);
  await it.hubspot.tick();
  expect(posts()[1]).toMatchObject([
    { subscriptionType: "contact.privacyDeletion", objectId: id },
    { subscriptionType: "object.deletion", objectId: id },
  ]);
  const path = `/crm/objects/2026-09/contacts/${id}?archived=true`;
  expect((await it.api("GET", path)).status).toBe(404);
});

test("an association is told of from both ends", async () => {
  const { id } = it.portal.staff.create("contacts", {});
  it.portal.staff.create("deals", { dealname: "2026" }, { contacts: id });
  await it.hubspot.tick();
  const told = events().filter(
    ({ subscriptionType }) => subscriptionType === "object.associationChange",
  );
  expect(told).toMatchObject([
    { objectTypeId: "0-3", associationType: "DEAL_TO_CONTACT", associationTypeId: 3 },
    { objectTypeId: "0-1", associationType: "CONTACT_TO_DEAL", toObjectId: 1001 },
  ]);
});

test("archiving and restoring are told of; a portal without the app tells nothing", async () => {
  const { id } = it.portal.staff.create("contacts", {});
  it.portal.staff.archive("contacts", id);
  it.portal.staff.restore("contacts", id);
  await it.hubspot.tick();
  expect(events().map(({ changeFlag }) => changeFlag)).toEqual(["CREATED", "DELETED", "RESTORED"]);
  it.portal.staff.uninstall();
  it.portal.staff.create("contacts", {});
  await it.hubspot.tick();
  expect(events()).toHaveLength(3);
});
