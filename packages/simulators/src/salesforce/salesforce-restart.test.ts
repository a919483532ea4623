import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startSalesforce } from "./salesforce.ts";
import { APP, type Connected, call, connectedSalesforce } from "./testing/connected-salesforce.ts";

const FIELD = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><CustomField xmlns="http://soap.sforce.com/2006/04/metadata">${body}</CustomField>`;

const SOURCE: Readonly<Record<string, string>> = {
  "objects/Status__c/Status__c.object-meta.xml":
    "<CustomObject><label>Status</label><nameField><label>Number</label><type>AutoNumber</type></nameField></CustomObject>",
  "objects/Status__c/fields/Key__c.field-meta.xml": FIELD(
    "<fullName>Key__c</fullName><caseSensitive>true</caseSensitive><externalId>true</externalId><label>Key &amp; all</label><length>18</length><required>true</required><type>Text</type><unique>true</unique>",
  ),
  "objects/Status__c/fields/Account__c.field-meta.xml": FIELD(
    "<fullName>Account__c</fullName><label>Account</label><referenceTo>Account</referenceTo><relationshipName>Statuses</relationshipName><type>Lookup</type>",
  ),
  "objects/Contact/fields/Phase__c.field-meta.xml": FIELD(
    "<fullName>Phase__c</fullName><label>Phase</label><type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><value><fullName>retain</fullName><default>false</default><label>Retain</label></value></valueSetDefinition></valueSet>",
  ),
  "platformEventChannels/Perennial__chn.platformEventChannel-meta.xml": "<PlatformEventChannel/>",
  "platformEventChannelMembers/Contact.platformEventChannelMember-meta.xml":
    "<PlatformEventChannelMember><eventChannel>Perennial__chn</eventChannel><selectedEntity>ContactChangeEvent</selectedEntity></PlatformEventChannelMember>",
};

let source: string;
let it: Connected;
beforeEach(async () => {
  source = mkdtempSync(join(tmpdir(), "package-"));
  for (const [path, xml] of Object.entries(SOURCE)) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), xml);
  }
  it = await connectedSalesforce({ personAccounts: true });
});
afterEach(async () => {
  rmSync(source, { recursive: true });
  await it.salesforce.stop();
});

test("what it is kept as survives JSON: records, objects, rules of access, tokens and events go on", async () => {
  it.org.staff.addObject("Contract_Line__c", {
    fields: [{ name: "Key__c", type: "string", externalId: true, unique: true }],
  });
  it.org.events.addChannel("Perennial__chn", ["Contact"]);
  it.org.permissions.hideFields("Contact.Email");
  const line = it.org.staff.create("Contract_Line__c", { Name: "x", Key__c: "k" });
  const person = it.org.staff.create("Contact", { LastName: "Ek", Email: "e@example.com" });
  it.org.staff.delete(person.id);
  const kept = JSON.parse(JSON.stringify(it.salesforce.snapshot()));
  const next = await startSalesforce({ clock: it.clock, app: APP });
  try {
    await next.restore(kept);
    const org = next.org(it.org.id);
    const ask = async (verb: string, soql: string) => {
      const url = `${org?.url}/services/data/v67.0/${verb}?${new URLSearchParams({ q: soql })}`;
      const headers = { authorization: `Bearer ${it.accessToken}` };
      return Object((await call(url, { method: "GET", headers })).body);
    };
    expect(await ask("query", "SELECT Id FROM Contract_Line__c WHERE Key__c = 'k'")).toMatchObject({
      records: [{ Id: line.id }],
    });
    expect(await ask("queryAll", "SELECT Id FROM Contact WHERE IsDeleted = true")).toMatchObject({
      records: [{ Id: person.id }],
    });
    expect(await ask("query", "SELECT Email FROM Contact")).toMatchObject([
      { errorCode: "INVALID_FIELD" },
    ]);
    expect(org?.events.kept.map(({ payload }) => payload.ChangeEventHeader.changeType)).toEqual([
      "CREATE",
      "DELETE",
    ]);
    expect(() => org?.staff.create("Contract_Line__c", { Key__c: "K" })).toThrow(/duplicate value/);
    const { id } = org?.staff.create("Contact", { LastName: "Berg" }) ?? { id: person.id };
    expect(id).not.toBe(person.id);
    expect(next.tokens.families(it.org.id)).toHaveLength(1);
  } finally {
    await next.stop();
  }
});

test("a package brings its objects, its fields and its channel, with its namespace", async () => {
  it.org.staff.install(source, "perennial");
  const status = await it.api(
    "PATCH",
    "/sobjects/perennial__Status__c/perennial__Key__c/003Qz0000000001IAA",
    {},
  );
  expect(status).toMatchObject({ status: 201, body: { created: true } });
  const described = Object((await it.api("GET", "/sobjects/perennial__Status__c/describe")).body);
  const fields: readonly { name: string }[] = described.fields;
  expect(fields.find(({ name }) => name === "perennial__Key__c")).toMatchObject({
    type: "string",
    label: "Key & all",
    length: 18,
    externalId: true,
    unique: true,
    caseSensitive: true,
    nillable: false,
  });
  expect(fields.find(({ name }) => name === "Name")).toMatchObject({
    autoNumber: true,
    createable: false,
  });
  const children: readonly { relationshipName: string }[] = Object(
    (await it.api("GET", "/sobjects/Account/describe")).body,
  ).childRelationships;
  expect(children.map(({ relationshipName }) => relationshipName)).toContain(
    "perennial__Statuses__r",
  );
  const wrong = await it.api("POST", "/sobjects/Contact", {
    LastName: "x",
    perennial__Phase__c: "nowhere",
  });
  expect(wrong.body).toMatchObject([{ errorCode: "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST" }]);
  it.org.staff.create("Contact", { LastName: "Ek", perennial__Phase__c: "retain" });
  expect(it.org.events.kept.at(-1)?.payload).toMatchObject({ perennial__Phase__c: "retain" });
});

test("100,000 contacts are there at once, and are read page by page in the order of their changes", async () => {
  function* rows() {
    for (let index = 0; index < 100_000; index += 1)
      yield { LastName: `Berg ${index}`, Email: `p${index}@example.com` };
  }
  const ids = it.org.staff.fill("Contact", rows());
  it.org.staff.change(ids[0] ?? "", { FirstName: "Anna" });
  const page = await it.query(
    `SELECT Id, LastName FROM Contact WHERE SystemModstamp >= 2026-11-22T08:00:00Z AND Id > '${ids[97_999]}' ORDER BY SystemModstamp, Id LIMIT 2000`,
  );
  const { records } = Object(page.body);
  expect(records).toHaveLength(2000);
  expect(records[0].Id).toBe(ids[98_000]);
  expect(records.at(-1).Id).toBe(ids.at(-1));
  expect((await it.query("SELECT COUNT() FROM Contact")).body).toMatchObject({
    totalSize: 100_000,
  });
});
