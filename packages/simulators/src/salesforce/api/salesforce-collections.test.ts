import { afterEach, beforeEach, expect, test } from "vitest";
import { type Connected, connectedSalesforce } from "../testing/connected-salesforce.ts";

let it: Connected;
beforeEach(async () => {
  it = await connectedSalesforce();
});
afterEach(() => it.salesforce.stop());

const rows = (answer: { readonly body: unknown }): readonly Record<string, unknown>[] =>
  Array.isArray(answer.body) ? answer.body : [];

test("a collection writes each record for itself, or all or none", async () => {
  const records = [
    { attributes: { type: "Contact" }, LastName: "Berg" },
    { attributes: { type: "Contact" }, FirstName: "No name" },
  ];
  const each = await it.api("POST", "/composite/sobjects", { allOrNone: false, records });
  expect(each).toMatchObject({
    status: 200,
    body: [
      { success: true, errors: [], id: expect.stringMatching(/^003/) },
      { success: false, errors: [{ statusCode: "REQUIRED_FIELD_MISSING", fields: ["LastName"] }] },
    ],
  });
  const none = await it.api("POST", "/composite/sobjects", { allOrNone: true, records });
  expect(rows(none)[0]).toMatchObject({
    success: false,
    errors: [{ statusCode: "ALL_OR_NONE_OPERATION_ROLLED_BACK" }],
  });
  expect((await it.query("SELECT COUNT() FROM Contact")).body).toMatchObject({ totalSize: 1 });
  expect(it.salesforce.accepted.entries.filter(({ act }) => act === "create")).toHaveLength(1);
});

test("a collection has 200 records at most, and names it can be read by", async () => {
  const many = Array.from({ length: 201 }, (_, index) => ({
    attributes: { type: "Contact" },
    LastName: `${index}`,
  }));
  const refused = await it.api("POST", "/composite/sobjects", { records: many });
  expect(refused).toMatchObject({
    status: 400,
    body: [{ errorCode: "EXCEEDED_MAX_SOBJECTS_COUNT" }],
  });
  const made = await it.api("POST", "/composite/sobjects", { records: many.slice(1) });
  const ids = rows(made).map(({ id }) => String(id));
  expect(new Set(ids).size).toBe(200);
  const update = ids
    .slice(0, 2)
    .map((id) => ({ attributes: { type: "Contact" }, id, FirstName: "Anna" }));
  const updated = await it.api("PATCH", "/composite/sobjects", {
    records: [...update, { attributes: { type: "Contact" }, id: "003QyZ000000009AAA" }],
  });
  expect(rows(updated).map(({ success }) => success)).toEqual([true, true, false]);
  const deleted = await it.api("DELETE", `/composite/sobjects?ids=${ids.slice(2, 4).join(",")}`);
  expect(rows(deleted)).toHaveLength(2);
  const read = await it.api("POST", "/composite/sobjects/Contact", {
    ids: ids.slice(1, 3),
    fields: ["Name"],
  });
  expect(read.body).toMatchObject([{ Name: expect.stringMatching(/^Anna/) }, null]);
});

test("upserts by external id say which were made", async () => {
  it.org.staff.addObject("perennial__Renewal__c", {
    fields: [
      {
        name: "perennial__External_Id__c",
        type: "string",
        externalId: true,
        unique: true,
        caseSensitive: true,
      },
      {
        name: "perennial__Account__c",
        type: "reference",
        referenceTo: ["Account"],
        childRelationshipName: "Renewals__r",
      },
    ],
  });
  it.org.staff.addField("Account", {
    name: "Number__c",
    type: "string",
    externalId: true,
    unique: true,
  });
  it.org.staff.create("Account", { Name: "Ask", Number__c: "17" });
  const record = (key: string) => ({
    attributes: { type: "perennial__Renewal__c" },
    perennial__External_Id__c: key,
    perennial__Account__r: { Number__c: "17" },
  });
  const path = "/composite/sobjects/perennial__Renewal__c/perennial__External_Id__c";
  const first = await it.api("PATCH", path, { records: [record("a")] });
  const second = await it.api("PATCH", path, { records: [record("a"), record("A")] });
  expect(rows(first)).toMatchObject([{ created: true }]);
  expect(rows(second)).toMatchObject([{ created: false }, { created: true }]);
  const { body } = await it.query("SELECT perennial__Account__r.Name FROM perennial__Renewal__c");
  expect(body).toMatchObject({ records: [{ perennial__Account__r: { Name: "Ask" } }, {}] });
  const stranger = { ...record("b"), perennial__Account__r: { Number__c: "18" } };
  expect(rows(await it.api("PATCH", path, { records: [stranger] }))).toMatchObject([
    { success: false, errors: [{ statusCode: "INVALID_FIELD" }] },
  ]);
});

test("requests in one: later ones use what earlier ones gave, and all or none", async () => {
  const base = "/services/data/v67.0";
  const request = (LastName: string | null) => [
    {
      method: "POST",
      url: `${base}/sobjects/Account`,
      referenceId: "company",
      body: { Name: "Ask" },
    },
    {
      method: "POST",
      url: `${base}/sobjects/Contact`,
      referenceId: "person",
      body: { LastName, AccountId: "@{company.id}" },
    },
  ];
  const send = (compositeRequest: unknown, allOrNone = true) =>
    it.api("POST", "/composite", { allOrNone, compositeRequest });
  const none = await send(request(null));
  expect(none.body).toMatchObject({
    compositeResponse: [
      { httpStatusCode: 400, body: [{ errorCode: "PROCESSING_HALTED" }] },
      { httpStatusCode: 400, body: [{ errorCode: "REQUIRED_FIELD_MISSING" }] },
    ],
  });
  expect((await it.query("SELECT COUNT() FROM Account")).body).toMatchObject({ totalSize: 0 });
  const both = await send(request("Ek"));
  expect(both.body).toMatchObject({
    compositeResponse: [{ httpStatusCode: 201 }, { httpStatusCode: 201 }],
  });
  expect(
    (await it.query("SELECT COUNT() FROM Contact WHERE Account.Name = 'Ask'")).body,
  ).toMatchObject({ totalSize: 1 });
  const query = { method: "GET", url: `${base}/query?q=SELECT+Id+FROM+Account`, referenceId: "q" };
  const many = Array.from({ length: 6 }, (_, index) => ({ ...query, referenceId: `q${index}` }));
  expect((await send(many)).body).toMatchObject([{ errorCode: "LIMIT_EXCEEDED" }]);
  const tooMany = Array.from({ length: 26 }, (_, index) => ({
    ...query,
    url: `${base}/limits`,
    referenceId: `q${index}`,
  }));
  expect((await send(tooMany)).status).toBe(400);
});

test("rules, duplicates, locks and triggers stop writes of the app", async () => {
  const id = it.org.staff.create("Account", { Name: "Ask" }).id;
  it.org.staff.addValidationRule({
    type: "Contact",
    message: "Give a phone",
    field: "Phone",
    refuses: (after) => (after.Phone ?? null) === null,
  });
  const ruled = await it.api("POST", "/sobjects/Contact", { LastName: "Ek" });
  expect(ruled.body).toEqual([
    { errorCode: "FIELD_CUSTOM_VALIDATION_EXCEPTION", message: "Give a phone", fields: ["Phone"] },
  ]);
  it.org.staff.addDuplicateRule({ type: "Account", name: "Names", field: "Name", action: "alert" });
  const twin = await it.api("POST", "/sobjects/Account", { Name: "ASK" });
  expect(twin.body).toMatchObject([{ errorCode: "DUPLICATES_DETECTED" }]);
  const allowed = { "sforce-duplicate-rule-header": "allowSave=true" };
  expect((await it.api("POST", "/sobjects/Account", { Name: "ASK" }, allowed)).status).toBe(201);
  it.org.staff.lock(id);
  const locked = await it.api("POST", "/sobjects/Contact", {
    LastName: "Ek",
    Phone: "1",
    AccountId: id,
  });
  expect(locked.body).toMatchObject([{ errorCode: "UNABLE_TO_LOCK_ROW" }]);
  const free = await it.api("POST", "/sobjects/Contact", {
    LastName: "Ek",
    Phone: "1",
    AccountId: id,
  });
  expect(free.status).toBe(201);
  it.org.staff.addTrigger({ type: "Account", most: 2 });
  const records = ["x", "y", "z"].map((Name) => ({ attributes: { type: "Account" }, Name }));
  const chunk = rows(await it.api("POST", "/composite/sobjects", { records }));
  expect(chunk.map(({ success }) => success)).toEqual([false, false, false]);
  const half = rows(await it.api("POST", "/composite/sobjects", { records: records.slice(1) }));
  expect(half.map(({ success }) => success)).toEqual([true, true]);
});
