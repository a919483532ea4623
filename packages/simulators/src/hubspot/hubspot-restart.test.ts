import { afterEach, beforeEach, expect, test } from "vitest";
import { openDoor, type RecordingDoor } from "../testing/recording-door.ts";
import { startHubspot } from "./hubspot.ts";
import { APP, call, type Installed, installedHubspot } from "./testing/installed-hubspot.ts";

let it: Installed;
let door: RecordingDoor;
beforeEach(async () => {
  door = await openDoor();
  it = await installedHubspot();
});
afterEach(async () => {
  await it.hubspot.stop();
  await door.shut();
});

test("what it is kept as survives JSON: records, tokens, consents and deliveries go on", async () => {
  it.hubspot.connectTo({ webhookUrl: door.url });
  const type = it.portal.staff.addObjectType("contracts", {
    properties: [{ name: "number", type: "string" }],
    associatedWith: ["contacts"],
  });
  const { id: news } = it.portal.consents.define("News");
  it.portal.staff.unsubscribe("anna@example.com", news);
  const { id } = it.portal.staff.create("contacts", { email: "anna@example.com" });
  it.portal.staff.create("contracts", { number: "A1" }, { contacts: id });
  const kept = JSON.parse(JSON.stringify(it.hubspot.snapshot()));
  const next = await startHubspot({ clock: it.clock, app: { ...APP, webhookUrl: door.url } });
  try {
    next.restore(kept);
    const portal = next.portal(it.portal.id);
    expect(portal?.consents.status("anna@example.com", news).state).toBe("UNSUBSCRIBED");
    const path = `/crm/associations/2026-09/${type.id}/contacts/batch/read`;
    const token = it.accessToken;
    const body = { inputs: [{ id: "1001" }] };
    const read = await call(next.url + path, { method: "POST", body, token });
    expect(read.body).toMatchObject({ results: [{ to: [{ toObjectId: String(id) }] }] });
    expect(portal?.staff.create("contacts", {}).id).toBe(id + 1);
    await next.tick();
    expect(JSON.parse(door.requests[0]?.body ?? "")).toContainEqual(
      expect.objectContaining({ objectId: id, propertyValue: "anna@example.com" }),
    );
  } finally {
    await next.stop();
  }
});

test("100,000 contacts are there at once, to be listed and searched for", async () => {
  function* rows() {
    for (let index = 0; index < 100_000; index += 1)
      yield { email: `p${index}@example.com`, firstname: "Anna", lastname: `Berg ${index}` };
  }
  const { firstId, count } = it.portal.staff.fill("contacts", rows());
  expect(count).toBe(100_000);
  const last = await it.api(
    "GET",
    `/crm/objects/2026-09/contacts?limit=100&after=${firstId + 99_900}`,
  );
  expect(last.body).toMatchObject({ results: expect.objectContaining({ length: 100 }) });
  expect(last.body).not.toHaveProperty("paging");
  const found = await it.api("POST", "/crm/objects/2026-09/contacts/search", {
    filterGroups: [
      {
        filters: [
          { propertyName: "hs_object_id", operator: "GT", value: String(firstId + 49_999) },
        ],
      },
    ],
  });
  expect(found.body.total).toBe(50_000);
});
