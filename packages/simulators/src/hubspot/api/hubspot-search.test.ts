import { afterEach, beforeEach, expect, test } from "vitest";
import { type Installed, installedHubspot } from "../testing/installed-hubspot.ts";

const SEARCH = "/crm/objects/2026-09/contacts/search";
let it: Installed;
beforeEach(async () => {
  it = await installedHubspot();
});
afterEach(() => it.hubspot.stop());

function search(body: object) {
  return it.api("POST", SEARCH, body);
}

function filtered(...filters: object[]): object {
  return { filterGroups: [{ filters }] };
}

function rows(count: number) {
  return Array.from({ length: count }, (_, index) => ({ email: `p${index}@example.com` }));
}

async function foundBy(...filters: object[]): Promise<unknown> {
  return (await search(filtered(...filters))).body.total;
}

test("search does not see a change before the index has it, and reading by id does", async () => {
  await it.hubspot.stop();
  it = await installedHubspot({ indexLagMs: 10_000 });
  const { id } = it.portal.staff.create("contacts", { firstname: "Anna" });
  expect((await search({})).body).toMatchObject({ total: 0, results: [] });
  expect((await it.api("GET", `/crm/objects/2026-09/contacts/${id}`)).status).toBe(200);
  it.wait(10_000);
  expect((await search({})).body.total).toBe(1);
  it.portal.staff.change("contacts", id, { firstname: "Berit" });
  const stale = await search(
    filtered({ propertyName: "firstname", operator: "EQ", value: "Anna" }),
  );
  expect(stale.body).toMatchObject({ total: 1, results: [{ properties: { firstname: "Anna" } }] });
  it.portal.staff.archive("contacts", id);
  expect((await search({})).body.total).toBe(1);
  it.wait(10_000);
  expect((await search({})).body.total).toBe(0);
});

test("paging ends at 10,000 results, keys go on", async () => {
  const { firstId } = it.portal.staff.fill("contacts", rows(10_050));
  expect((await search({ limit: 200, after: "9800" })).body).toMatchObject({ total: 10_050 });
  it.wait(1000);
  const beyond = await search({ limit: 200, after: "10000" });
  expect(beyond).toMatchObject({ status: 400, body: { category: "VALIDATION_ERROR" } });
  // All have the same date: only the id tells where to go on.
  const at = String(Date.parse(it.clock.now()) - 1000);
  const last = String(firstId + 9_999);
  const rest = await search({
    ...filtered(
      { propertyName: "lastmodifieddate", operator: "BETWEEN", value: at, highValue: at },
      { propertyName: "hs_object_id", operator: "GT", value: last },
    ),
    sorts: [{ propertyName: "hs_object_id", direction: "ASCENDING" }],
    limit: 200,
  });
  expect(rest.body.total).toBe(50);
});

test("five searches a second go through for all that search in a portal, without rate headers", async () => {
  for (let count = 0; count < 5; count += 1) expect((await search({})).status).toBe(200);
  const sixth = await search({});
  expect(sixth).toMatchObject({ status: 429, body: { policyName: "SECONDLY" } });
  expect(sixth.headers.get("x-hubspot-ratelimit-max")).toBeNull();
  it.wait(1000);
  const again = await search({});
  expect(again.status).toBe(200);
  expect(again.headers.get("x-hubspot-ratelimit-remaining")).toBeNull();
  expect(it.portal.requests).toMatchObject({
    search: { total: 6, refused: 1, peak: 5 },
    general: { total: 0 },
  });
});

test("what a search may not have is refused", async () => {
  const one = { propertyName: "email", operator: "HAS_PROPERTY" };
  const groups = (count: number, filters: number) => ({
    filterGroups: Array.from({ length: count }, () => ({ filters: Array(filters).fill(one) })),
  });
  const refused: [string, object][] = [
    ["a page of 201", { limit: 201 }],
    ["six groups", groups(6, 1)],
    ["seven filters in a group", groups(1, 7)],
    [
      "nineteen filters in all",
      { filterGroups: [...groups(3, 6).filterGroups, { filters: [one] }] },
    ],
    ["two sorts", { sorts: ["email", "firstname"] }],
    ["an unknown property", filtered({ propertyName: "mail", operator: "HAS_PROPERTY" })],
    ["an unknown operator", filtered({ propertyName: "email", operator: "LIKE", value: "a" })],
    ["a list for one", filtered({ propertyName: "email", operator: "EQ", values: ["a"] })],
    ["one for a list", filtered({ propertyName: "email", operator: "IN", value: "a" })],
    [
      "a range without an end",
      filtered({ propertyName: "lastmodifieddate", operator: "BETWEEN", value: "1" }),
    ],
    [
      "a word for a date",
      filtered({ propertyName: "lastmodifieddate", operator: "GT", value: "soon" }),
    ],
    ["an unknown key", { archived: true }],
    ["more than 3,000 characters", { query: "x".repeat(3000) }],
  ];
  for (const [what, body] of refused) {
    it.wait(1000);
    expect((await search(body)).status, what).toBe(400);
  }
});

test("operators compare as the property's type does", async () => {
  it.portal.staff.create("contacts", { email: "Anna.Berg@Example.com", city: "Umeå" });
  it.portal.staff.create("contacts", {
    email: "bo@example.com",
    city: "Lund",
    lifecyclestage: "lead",
  });
  expect(
    await foundBy({ propertyName: "email", operator: "EQ", value: "anna.berg@example.com" }),
  ).toBe(1);
  expect(await foundBy({ propertyName: "city", operator: "NEQ", value: "Lund" })).toBe(1);
  expect(await foundBy({ propertyName: "city", operator: "IN", values: ["lund", "umeå"] })).toBe(2);
  expect(await foundBy({ propertyName: "email", operator: "CONTAINS_TOKEN", value: "ann*" })).toBe(
    1,
  );
  it.wait(1000);
  expect(await foundBy({ propertyName: "lifecyclestage", operator: "NOT_HAS_PROPERTY" })).toBe(1);
  expect(
    await foundBy({ propertyName: "createdate", operator: "LTE", value: "2026-11-22T08:00:00Z" }),
  ).toBe(2);
  expect(await foundBy({ propertyName: "hs_object_id", operator: "GTE", value: "1002" })).toBe(1);
});

test("search needs a scope of its type", async () => {
  await it.hubspot.stop();
  it = await installedHubspot({}, ["oauth"]);
  expect(await search({})).toMatchObject({
    status: 403,
    body: {
      category: "MISSING_SCOPES",
      errors: [{ context: { requiredGranularScopes: ["crm.objects.contacts.read"] } }],
    },
  });
});
