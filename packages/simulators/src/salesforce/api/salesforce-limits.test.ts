import { afterEach, beforeEach, expect, test } from "vitest";
import { type Connected, call, connectedSalesforce } from "../testing/connected-salesforce.ts";

let it: Connected;
beforeEach(async () => {
  it = await connectedSalesforce({ callLimit: 5 });
});
afterEach(() => it.salesforce.stop());

test("every answer says how many of the calls of 24 hours are used", async () => {
  const first = await it.api("GET", "/sobjects");
  expect(first.headers.get("sforce-limit-info")).toBe("api-usage=1/5");
  const refused = await it.api("GET", "/sobjects/Nope/describe");
  expect(refused.status).toBe(404);
  expect(refused.headers.get("sforce-limit-info")).toBe("api-usage=2/5");
  const { body } = await it.api("GET", "/limits");
  expect(body).toMatchObject({ DailyApiRequests: { Max: 5, Remaining: 2 } });
});

test("the org's calls run out for all, and come back as the day rolls on", async () => {
  for (let count = 0; count < 3; count += 1) await it.api("GET", "/sobjects");
  it.wait(3_600_000);
  for (let count = 0; count < 2; count += 1) await it.api("GET", "/sobjects");
  const over = await it.api("GET", "/sobjects");
  expect(over).toMatchObject({
    status: 403,
    body: [{ errorCode: "REQUEST_LIMIT_EXCEEDED", message: "TotalRequests Limit exceeded." }],
  });
  it.wait(23 * 3_600_000);
  it.accessToken = it.salesforce.connect(it.org).accessToken;
  const again = await it.api("GET", "/sobjects");
  expect(again.status).toBe(200);
  expect(again.headers.get("sforce-limit-info")).toBe("api-usage=3/5");
});

test("versions: known ones, retired ones, unknown ones", async () => {
  const headers = { authorization: `Bearer ${it.accessToken}` };
  const get = (path: string) => call(it.org.url + path, { method: "GET", headers });
  expect((await get("/services/data")).body).toContainEqual(
    expect.objectContaining({ version: "67.0" }),
  );
  expect(await get("/services/data/v30.0/limits")).toMatchObject({ status: 410 });
  expect((await get("/services/data/v99.0/limits")).status).toBe(404);
  expect((await it.api("PUT", "/sobjects")).body).toMatchObject([
    { errorCode: "METHOD_NOT_ALLOWED" },
  ]);
});

test("difficulties meet the next calls, one after the other", async () => {
  it.salesforce.trouble.add({ answer: "html" });
  it.salesforce.trouble.add({ answer: "unavailable", path: "/query" });
  it.salesforce.trouble.add({ answer: "concurrent-limit" });
  const page = await it.api("GET", "/sobjects");
  expect(page.status).toBe(503);
  expect(page.headers.get("content-type")).toContain("text/html");
  expect((await it.query("SELECT Id FROM Account")).body).toMatchObject([
    { errorCode: "SERVER_UNAVAILABLE" },
  ]);
  expect(await it.api("GET", "/sobjects")).toMatchObject({
    status: 403,
    body: [{ errorCode: "REQUEST_LIMIT_EXCEEDED" }],
  });
  expect((await it.api("GET", "/sobjects")).status).toBe(200);
});

test("a write whose answer is lost has happened", async () => {
  await it.salesforce.faults.set({ dropAfterAccept: 1 });
  await expect(it.api("POST", "/sobjects/Account", { Name: "Ask" })).rejects.toThrow();
  await it.salesforce.faults.clear();
  expect((await it.query("SELECT COUNT() FROM Account")).body).toMatchObject({ totalSize: 1 });
});

test("headers that are too long are refused", async () => {
  const long = { "sforce-call-options": "x".repeat(17_000) };
  expect((await it.api("GET", "/sobjects", undefined, long)).status).toBe(431);
});

test("an org without the API says so", async () => {
  const org = await it.salesforce.addOrg({ edition: "Professional" });
  const { accessToken } = it.salesforce.connect(org);
  const headers = { authorization: `Bearer ${accessToken}` };
  const path = "/services/data/v67.0/limits";
  expect(await call(org.url + path, { method: "GET", headers })).toMatchObject({
    status: 403,
    body: [{ errorCode: "API_DISABLED_FOR_ORG" }],
  });
  // One org's token opens no other, and the login host has no data.
  for (const host of [it.org.url, it.salesforce.url])
    expect((await call(host + path, { method: "GET", headers })).status).toBe(401);
});

test("describe tells of what the org has, and of what the app may", async () => {
  await it.salesforce.stop();
  it = await connectedSalesforce({
    without: ["Contract"],
    personAccounts: true,
    currencies: [{ isoCode: "EUR", rate: 0.09 }],
  });
  it.org.permissions.hideFields("Contact.HasOptedOutOfEmail");
  it.org.permissions.protectFields("Contact.Email");
  const org = "SELECT Id, IsSandbox, TimeZoneSidKey, OrganizationType FROM Organization";
  expect((await it.query(org)).body).toMatchObject({
    totalSize: 1,
    records: [
      {
        Id: it.org.id,
        IsSandbox: false,
        TimeZoneSidKey: "Europe/Stockholm",
        OrganizationType: "Enterprise Edition",
      },
    ],
  });
  const global = Object((await it.api("GET", "/sobjects")).body);
  const names = global.sobjects.map(({ name }: { name: string }) => name);
  expect(names).toContain("Asset");
  expect(names).not.toContain("Contract");
  const fieldsOf = async (type: string): Promise<{ name: string }[]> =>
    Object((await it.api("GET", `/sobjects/${type}/describe`)).body).fields;
  const account = await fieldsOf("Account");
  expect(account.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      "CurrencyIsoCode",
      "IsPersonAccount",
      "PersonEmail",
      "PersonContactId",
    ]),
  );
  const contact = await fieldsOf("Contact");
  expect(contact.some(({ name }) => name === "HasOptedOutOfEmail")).toBe(false);
  expect(contact.find(({ name }) => name === "Email")).toMatchObject({
    createable: false,
    updateable: false,
  });
  const write = await it.api("POST", "/sobjects/Contact", {
    LastName: "x",
    Email: "a@example.com",
  });
  expect(write.body).toMatchObject([
    { errorCode: "INVALID_FIELD_FOR_INSERT_UPDATE", fields: ["Email"] },
  ]);
});

test("a person is one account and one contact, changed through the account", async () => {
  await it.salesforce.stop();
  it = await connectedSalesforce({ personAccounts: true });
  const made = await it.api("POST", "/sobjects/Account", {
    LastName: "Berg",
    FirstName: "Anna",
    PersonEmail: "a@example.com",
  });
  const { id } = Object(made.body);
  const read = Object((await it.api("GET", `/sobjects/Account/${id}`)).body);
  expect(read).toMatchObject({
    Name: "Anna Berg",
    IsPersonAccount: true,
    PersonEmail: "a@example.com",
  });
  const person = `/sobjects/Contact/${read.PersonContactId}`;
  expect((await it.api("PATCH", `/sobjects/Account/${id}`, { PersonDoNotCall: true })).status).toBe(
    204,
  );
  expect((await it.api("GET", person)).body).toMatchObject({
    AccountId: id,
    Email: "a@example.com",
    DoNotCall: true,
    IsPersonAccount: true,
  });
  expect((await it.api("PATCH", person, { Email: "b@example.com" })).status).toBe(400);
  expect((await it.api("PATCH", `/sobjects/Account/${id}`, { Name: "x" })).status).toBe(400);
});
