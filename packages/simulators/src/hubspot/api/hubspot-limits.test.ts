import { afterEach, beforeEach, expect, test } from "vitest";
import { call, type Installed, installedHubspot } from "../testing/installed-hubspot.ts";

const CONTACTS = "/crm/objects/2026-09/contacts";
let it: Installed;
beforeEach(async () => {
  it = await installedHubspot();
});
afterEach(() => it.hubspot.stop());

async function ask(times: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let count = 0; count < times; count += 1)
    statuses.push((await it.api("GET", CONTACTS)).status);
  return statuses;
}

test("110 requests go through in any ten seconds, and the window rolls", async () => {
  expect(new Set(await ask(60))).toEqual(new Set([200]));
  it.wait(6000);
  expect(new Set(await ask(50))).toEqual(new Set([200]));
  const refused = await it.api("GET", CONTACTS);
  expect(refused).toMatchObject({
    status: 429,
    body: { policyName: "TEN_SECONDLY_ROLLING", errorType: "RATE_LIMIT" },
  });
  expect(refused.headers.get("x-hubspot-ratelimit-remaining")).toBe("0");
  // The first sixty leave the window; the fifty do not.
  it.wait(4000);
  expect((await ask(61)).filter((status) => status === 429)).toHaveLength(1);
  const { general } = it.portal.requests;
  expect(general).toMatchObject({ total: 170, refused: 2, peak: 110 });
  const start = Date.parse(it.clock.now()) - 10_000;
  expect(general.between(start, start + 10_000)).toBe(110);
});

test("the headers count down", async () => {
  await ask(9);
  const { headers } = await it.api("GET", CONTACTS);
  expect(headers.get("x-hubspot-ratelimit-max")).toBe("110");
  expect(headers.get("x-hubspot-ratelimit-remaining")).toBe("100");
  expect(headers.get("x-hubspot-ratelimit-interval-milliseconds")).toBe("10000");
});

test("each portal has limits of its own, and tokens and searches count elsewhere", async () => {
  const other = it.hubspot.addPortal();
  const { accessToken } = it.hubspot.install(other);
  await ask(110);
  expect((await it.api("GET", CONTACTS)).status).toBe(429);
  const url = it.hubspot.url + CONTACTS;
  expect((await call(url, { method: "GET", token: accessToken })).status).toBe(200);
  expect((await it.api("POST", `${CONTACTS}/search`, {})).status).toBe(200);
});

test("difficulties meet as many requests as told, where told", async () => {
  it.hubspot.trouble.add({ status: 423, path: "/deals", times: 1 });
  it.hubspot.trouble.add({ status: 477, retryAfterSeconds: 60 });
  it.hubspot.trouble.add({ status: 502 });
  const moved = await it.api("GET", CONTACTS);
  expect(moved.status).toBe(477);
  expect(moved.headers.get("retry-after")).toBe("60");
  const cloud = await it.api("GET", CONTACTS);
  expect(cloud.status).toBe(502);
  expect(cloud.headers.get("content-type")).toBe("text/html");
  expect((await it.api("GET", CONTACTS)).status).toBe(200);
  expect((await it.api("GET", "/crm/objects/2026-09/deals")).status).toBe(423);
  expect((await it.api("GET", "/crm/objects/2026-09/deals")).status).toBe(200);
});

test("faults of the door are HubSpot's own", async () => {
  await it.hubspot.faults.set({ tooMany: 1 });
  const answer = await it.api("GET", CONTACTS);
  expect(answer).toMatchObject({ status: 429, body: { policyName: "TEN_SECONDLY_ROLLING" } });
  await it.hubspot.faults.set({ tooMany: 0, dropAfterAccept: 1 });
  const lost = it.api("POST", CONTACTS, { properties: { email: "a@example.com" } });
  await expect(lost).rejects.toThrow();
  await it.hubspot.faults.clear();
  expect((await it.api("GET", CONTACTS)).body.results).toHaveLength(1);
});

test("scopes are asked for by the type of record", async () => {
  await it.hubspot.stop();
  it = await installedHubspot({}, ["oauth", "crm.objects.contacts.read"]);
  const needed: readonly (readonly [string, string, string])[] = [
    ["GET", "/crm/objects/2026-09/deals", "crm.objects.deals.read"],
    ["POST", "/crm/objects/2026-09/notes", "crm.objects.contacts.write"],
    ["POST", "/crm/properties/2026-09/contacts", "crm.schemas.contacts.write"],
    ["GET", "/crm/owners/2026-09", "crm.objects.owners.read"],
    ["GET", "/crm-object-schemas/2026-09/schemas", "crm.schemas.custom.read"],
    ["GET", "/communication-preferences/2026-09/definitions", "communication_preferences.read"],
    ["POST", "/automation/actions/callbacks/2026-09/complete", "automation"],
  ];
  for (const [method, path, scope] of needed) {
    const answer = await it.api(method, path, method === "POST" ? {} : undefined);
    expect(answer, path).toMatchObject({ status: 403, body: { category: "MISSING_SCOPES" } });
    expect(JSON.stringify(answer.body.errors)).toContain(scope);
  }
  expect((await it.api("GET", "/crm/objects/2026-09/tasks")).status).toBe(200);
  expect((await it.api("GET", "/crm/properties/2026-09/contacts")).status).toBe(200);
});
