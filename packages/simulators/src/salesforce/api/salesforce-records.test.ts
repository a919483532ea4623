import { afterEach, beforeEach, expect, test } from "vitest";
import { type Connected, connectedSalesforce } from "../testing/connected-salesforce.ts";

let it: Connected;
beforeEach(async () => {
  it = await connectedSalesforce();
});
afterEach(() => it.salesforce.stop());

const rows = (answer: { readonly body: unknown }): readonly Record<string, unknown>[] =>
  Array.isArray(answer.body) ? answer.body : [];

async function create(type: string, values: object): Promise<string> {
  const answer = await it.api("POST", `/sobjects/${type}`, values);
  expect(answer).toMatchObject({ status: 201, body: { success: true, errors: [] } });
  return Object(answer.body).id;
}

test("one record is made, read, changed and deleted", async () => {
  const id = await create("Contact", { LastName: "Berg", Email: "anna@example.com" });
  expect(id).toMatch(/^003\w{15}$/);
  it.wait(5000);
  const changed = await it.api("PATCH", `/sobjects/Contact/${id}`, {
    FirstName: "Anna",
    Email: null,
  });
  expect(changed).toMatchObject({ status: 204, body: "" });
  const read = await it.api(
    "GET",
    `/sobjects/Contact/${id.slice(0, 15)}?fields=Name,Email,SystemModstamp`,
  );
  expect(read.body).toMatchObject({
    Name: "Anna Berg",
    Email: null,
    SystemModstamp: "2026-11-22T08:00:05.000+0000",
  });
  expect((await it.api("DELETE", `/sobjects/Contact/${id}`)).status).toBe(204);
  const gone = await it.api("GET", `/sobjects/Contact/${id}`);
  expect(gone).toMatchObject({ status: 404, body: [{ errorCode: "ENTITY_IS_DELETED" }] });
  const never = await it.api("GET", "/sobjects/Contact/003QyZ000000001AAA");
  expect(never).toMatchObject({ status: 404, body: [{ errorCode: "NOT_FOUND" }] });
});

test.each([
  ["Contact", {}, "REQUIRED_FIELD_MISSING", "Required fields are missing: [LastName]"],
  ["Contact", { LastName: null }, "REQUIRED_FIELD_MISSING", "[LastName]"],
  ["Contact", { LastName: "x".repeat(81) }, "STRING_TOO_LONG", "(max length=80)"],
  [
    "Contact",
    { LastName: "x", Email: "nobody" },
    "INVALID_EMAIL_ADDRESS",
    "invalid email address: nobody",
  ],
  [
    "Contact",
    { LastName: "x", Nope: 1 },
    "INVALID_FIELD",
    "No such column 'Nope' on sobject of type Contact",
  ],
  ["Contact", { LastName: "x", Name: "y" }, "INVALID_FIELD_FOR_INSERT_UPDATE", "Name"],
  [
    "Contact",
    { LastName: "x", Birthdate: "soon" },
    "JSON_PARSER_ERROR",
    "instance of date from VALUE_STRING",
  ],
  ["Contact", { LastName: "x", Birthdate: "2026-02-30" }, "JSON_PARSER_ERROR", "instance of date"],
  ["Contact", { LastName: "x", DoNotCall: "yes" }, "JSON_PARSER_ERROR", "instance of boolean"],
  ["Contact", { LastName: "x", DoNotCall: null }, "JSON_PARSER_ERROR", "VALUE_NULL"],
  [
    "Contact",
    { LastName: "x", AccountId: "abc" },
    "MALFORMED_ID",
    "id value of incorrect type: abc",
  ],
  ["Contact", { LastName: "x", AccountId: "003Qy0000000001" }, "MALFORMED_ID", "incorrect type"],
  [
    "Contact",
    { LastName: "x", AccountId: "001Qy0000000009" },
    "INVALID_CROSS_REFERENCE_KEY",
    "invalid cross reference id",
  ],
  ["Opportunity", { Name: "x" }, "REQUIRED_FIELD_MISSING", "[StageName, CloseDate]"],
  [
    "Task",
    { CallType: "Sideways" },
    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
    "bad value for restricted picklist field: Sideways",
  ],
  ["Asset", { Name: "x" }, "FIELD_INTEGRITY_EXCEPTION", "account, a contact, or both"],
])("a %s of %j is refused with %s", async (type, values, errorCode, words) => {
  const answer = await it.api("POST", `/sobjects/${type}`, values);
  expect(answer).toMatchObject({
    status: 400,
    body: [{ errorCode, message: expect.stringContaining(words) }],
  });
  expect((await it.query(`SELECT COUNT() FROM ${type}`)).body).toMatchObject({ totalSize: 0 });
});

test("what follows from a write: ends of contracts, stages, calls that are done, sums", async () => {
  const AccountId = await create("Account", { Name: "Ask" });
  const contract = await create("Contract", {
    AccountId,
    StartDate: "2026-01-31",
    ContractTerm: 13,
  });
  await create("Opportunity", {
    AccountId,
    Name: "x",
    StageName: "Closed Won",
    CloseDate: "2026-01-01",
  });
  const WhoId = await create("Contact", { LastName: "Ek", AccountId });
  await create("Task", {
    WhoId,
    Status: "Completed",
    TaskSubtype: "Call",
    CallDurationInSeconds: 60,
  });
  const OrderId = await create("Order", {
    AccountId,
    EffectiveDate: "2026-01-01",
    Status: "Draft",
  });
  await create("OrderItem", { OrderId, Quantity: 2, UnitPrice: 100.5 });
  const first = async (soql: string) => Object((await it.query(soql)).body).records[0];
  expect(await first("SELECT EndDate, Status, ContractNumber FROM Contract")).toMatchObject({
    EndDate: "2027-02-28",
    Status: "Draft",
    ContractNumber: "00000001",
  });
  expect(await first("SELECT IsWon, IsClosed, Probability FROM Opportunity")).toMatchObject({
    IsWon: true,
    IsClosed: true,
    Probability: 100,
  });
  expect(await first("SELECT IsClosed, AccountId, CompletedDateTime FROM Task")).toMatchObject({
    IsClosed: true,
    AccountId,
    CompletedDateTime: "2026-11-22T08:00:00.000+0000",
  });
  expect(await first("SELECT TotalAmount FROM Order")).toMatchObject({ TotalAmount: 201 });
  const patch = (body: object) => it.api("PATCH", `/sobjects/Contract/${contract}`, body);
  expect((await patch({ EndDate: "2027-01-01" })).body).toMatchObject([
    { errorCode: "INVALID_FIELD_FOR_INSERT_UPDATE", fields: ["EndDate"] },
  ]);
  expect((await patch({ Status: "Activated" })).status).toBe(204);
  expect((await patch({ Status: "Draft" })).body).toMatchObject([{ errorCode: "INVALID_STATUS" }]);
  expect((await it.api("DELETE", `/sobjects/Contract/${contract}`)).body).toMatchObject([
    { errorCode: "DELETE_FAILED" },
  ]);
});

test("by an external id a record is made, then changed; two with the same are 300", async () => {
  it.org.staff.addField("Contact", {
    name: "perennial__External_Id__c",
    type: "string",
    length: 64,
    externalId: true,
    unique: true,
  });
  it.org.staff.addField("Contact", { name: "Old_Number__c", type: "string", externalId: true });
  const path = "/sobjects/Contact/perennial__External_Id__c/k1";
  const made = await it.api("PATCH", path, { LastName: "Berg" });
  expect(made).toMatchObject({ status: 201, body: { created: true } });
  const again = await it.api("PATCH", path, { LastName: "Ek" });
  expect(again).toMatchObject({ status: 200, body: { created: false, id: Object(made.body).id } });
  expect((await it.api("GET", path)).body).toMatchObject({ LastName: "Ek" });
  const twice = await it.api("PATCH", path, { LastName: "Ek", perennial__External_Id__c: "k1" });
  expect(twice.status).toBe(400);
  const duplicate = await it.api("POST", "/sobjects/Contact", {
    LastName: "x",
    perennial__External_Id__c: "K1",
  });
  expect(duplicate.body).toMatchObject([{ errorCode: "DUPLICATE_VALUE" }]);
  for (const LastName of ["a", "b"])
    it.org.staff.create("Contact", { LastName, Old_Number__c: "7" });
  const several = await it.api("PATCH", "/sobjects/Contact/Old_Number__c/7", { LastName: "c" });
  expect(several.status).toBe(300);
  expect(rows(several)).toHaveLength(2);
});

test("what is deleted takes its own along, and merging moves them", async () => {
  const [one, other] = ["Ask", "Björk"].map((Name) => it.org.staff.create("Account", { Name }).id);
  const person = it.org.staff.create("Contact", { LastName: "Ek", AccountId: other ?? "" }).id;
  it.wait(60_000);
  it.org.staff.merge(one ?? "", other ?? "");
  const soql = "SELECT Id, MasterRecordId FROM Account WHERE IsDeleted = true";
  expect((await it.query(soql, "queryAll")).body).toMatchObject({
    records: [{ Id: other, MasterRecordId: one }],
  });
  const moved = await it.query(`SELECT AccountId, SystemModstamp, LastModifiedDate FROM Contact`);
  expect(moved.body).toMatchObject({
    records: [
      {
        AccountId: one,
        SystemModstamp: "2026-11-22T08:01:00.000+0000",
        LastModifiedDate: "2026-11-22T08:00:00.000+0000",
      },
    ],
  });
  await it.api("DELETE", `/sobjects/Account/${one}`);
  expect((await it.query("SELECT COUNT() FROM Contact")).body).toMatchObject({ totalSize: 0 });
  it.org.staff.undelete(person);
  expect((await it.query("SELECT COUNT() FROM Contact")).body).toMatchObject({ totalSize: 1 });
});

test("updated and deleted tell of a time, and of no time too long ago", async () => {
  const kept = it.org.staff.create("Contact", { LastName: "Ek" }).id;
  const gone = it.org.staff.create("Contact", { LastName: "Berg" }).id;
  it.org.staff.delete(gone);
  it.org.staff.emptyBin();
  it.wait(120_000);
  const ask = (verb: string, start: string, end: string) =>
    it.api("GET", `/sobjects/Contact/${verb}?${new URLSearchParams({ start, end })}`);
  const [from, to] = ["2026-11-22T08:00:00+00:00", "2026-11-22T08:01:00+00:00"];
  expect((await ask("updated", from, to)).body).toEqual({
    ids: [kept],
    latestDateCovered: "2026-11-22T08:01:00.000+0000",
  });
  expect((await ask("deleted", from, to)).body).toMatchObject({
    deletedRecords: [{ id: gone, deletedDate: "2026-11-22T08:00:00.000+0000" }],
  });
  expect((await ask("updated", to, from)).body).toMatchObject([
    { errorCode: "INVALID_REPLICATION_DATE" },
  ]);
  expect((await ask("updated", "2026-10-01T00:00:00Z", to)).status).toBe(400);
  expect((await ask("updated", "2026-10-25T00:00:00Z", to)).status).toBe(200);
  expect((await ask("deleted", "2026-10-25T00:00:00Z", to)).status).toBe(400);
});

test("what a long transaction wrote is seen late, with the date of its beginning", async () => {
  const before = it.clock.now();
  it.wait(300_000);
  it.org.staff.inLongTransaction(before, () => it.org.staff.create("Account", { Name: "late" }));
  const soql = "SELECT Name FROM Account WHERE SystemModstamp";
  expect((await it.query(`${soql} > 2026-11-22T08:04:00Z`)).body).toMatchObject({ totalSize: 0 });
  expect((await it.query(`${soql} = 2026-11-22T08:00:00Z`)).body).toMatchObject({ totalSize: 1 });
});

test("an org has statuses and stages of its own", async () => {
  it.org.staff.addValue("Contract", "Status", "Terminated");
  it.org.staff.addStage({ name: "Renewed", probability: 100, isClosed: true, isWon: true });
  const AccountId = await create("Account", { Name: "Ask" });
  const contract = await create("Contract", { AccountId });
  for (const Status of ["Activated", "Terminated"])
    expect((await it.api("PATCH", `/sobjects/Contract/${contract}`, { Status })).status).toBe(204);
  expect(it.org.staff.look(contract)?.values).toMatchObject({ StatusCode: "Terminated" });
  const deal = { AccountId, Name: "x", StageName: "Renewed", CloseDate: "2026-12-01" };
  expect(it.org.staff.look(await create("Opportunity", deal))?.values).toMatchObject({
    IsWon: true,
  });
});

test("a member of a campaign has its default status, and has answered by a status that says so; it goes with the campaign", async () => {
  const CampaignId = await create("Campaign", { Name: "Spring", Type: "Telemarketing" });
  const ContactId = await create("Contact", { LastName: "Ek" });
  const id = await create("CampaignMember", { CampaignId, ContactId });
  const values = () => it.org.staff.look(id)?.values;
  expect(values()).toMatchObject({ Status: "Sent", HasResponded: false });
  const change = (Status: string) => it.api("PATCH", `/sobjects/CampaignMember/${id}`, { Status });
  expect((await change("Interested")).body).toMatchObject([
    { errorCode: "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST" },
  ]);
  expect((await change("Responded")).status).toBe(204);
  expect(values()).toMatchObject({ HasResponded: true });
  expect(values()?.FirstRespondedDate).toMatch(/^\d{4}-\d\d-\d\d$/);
  const readOnly = await it.api("PATCH", `/sobjects/CampaignMember/${id}`, { HasResponded: false });
  expect(readOnly.body).toMatchObject([{ errorCode: "INVALID_FIELD_FOR_INSERT_UPDATE" }]);
  it.org.staff.delete(CampaignId);
  expect(values()).toMatchObject({ IsDeleted: true });
});

test("members of a campaign have a status of the campaign's; queues own records too", async () => {
  const CampaignId = await create("Campaign", { Name: "Spring" });
  const ContactId = await create("Contact", { LastName: "Ek" });
  const wrong = await it.api("POST", "/sobjects/CampaignMember", {
    CampaignId,
    ContactId,
    Status: "Invited",
  });
  expect(wrong.body).toMatchObject([{ errorCode: "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST" }]);
  await create("CampaignMemberStatus", { CampaignId, Label: "Invited" });
  await create("CampaignMember", { CampaignId, ContactId, Status: "Invited" });
  const members = await it.query(
    "SELECT Status, Contact.LastName, Campaign.Name FROM CampaignMember",
  );
  expect(members.body).toMatchObject({
    records: [{ Status: "Invited", Campaign: { Name: "Spring" } }],
  });
  const twice = await it.api("POST", "/sobjects/CampaignMember", { CampaignId, ContactId });
  expect(twice.body).toMatchObject([{ errorCode: "DUPLICATE_VALUE" }]);
  const OwnerId = it.org.staff.addQueue("Renewals", ["Case"]);
  await create("Case", { Subject: "Help", OwnerId });
  const cases = await it.query("SELECT CaseNumber, IsClosed, Owner.Name, Owner.Type FROM Case");
  expect(cases.body).toMatchObject({
    records: [{ CaseNumber: "00000001", Owner: { Name: "Renewals", Type: "Group" } }],
  });
  const queues = "SELECT Queue.Name FROM QueueSobject WHERE SobjectType = 'Case'";
  expect((await it.query(queues)).body).toMatchObject({
    records: [{ Queue: { Name: "Renewals" } }],
  });
});

test("amounts are in the record's currency, in an org that has several", async () => {
  await it.salesforce.stop();
  it = await connectedSalesforce({ currencies: [{ isoCode: "EUR", rate: 0.09 }] });
  const AccountId = await create("Account", { Name: "Ask" });
  const deal = {
    AccountId,
    Name: "x",
    StageName: "Prospecting",
    CloseDate: "2026-12-01",
    Amount: 10,
  };
  await create("Opportunity", { ...deal, CurrencyIsoCode: "EUR" });
  await create("Opportunity", deal);
  const { body } = await it.query(
    "SELECT CurrencyIsoCode, Amount FROM Opportunity ORDER BY CurrencyIsoCode",
  );
  expect(body).toMatchObject({ records: [{ CurrencyIsoCode: "EUR" }, { CurrencyIsoCode: "SEK" }] });
  const dollars = await it.api("POST", "/sobjects/Opportunity", {
    ...deal,
    CurrencyIsoCode: "USD",
  });
  expect(dollars.body).toMatchObject([{ errorCode: "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST" }]);
  const rates = await it.query(
    "SELECT IsoCode, ConversionRate FROM CurrencyType WHERE IsCorporate = false",
  );
  expect(rates.body).toMatchObject({ records: [{ IsoCode: "EUR", ConversionRate: 0.09 }] });
});

test("persons' consents are records where Data Protection and Privacy is on", async () => {
  await it.salesforce.stop();
  it = await connectedSalesforce({ hasPrivacy: true });
  const PartyId = await create("Individual", { LastName: "Ek", HasOptedOutSolicit: true });
  await create("Contact", { LastName: "Ek", IndividualId: PartyId });
  const consent = {
    Name: "mail",
    PartyId,
    ContactPointType: "Email",
    CaptureContactPointType: "Web",
    CaptureSource: "form",
    CaptureDate: "2026-11-22T09:00:00+01:00",
    PrivacyConsentStatus: "OptOut",
  };
  await create("ContactPointTypeConsent", consent);
  const vague = await it.api("POST", "/sobjects/ContactPointTypeConsent", {
    ...consent,
    PrivacyConsentStatus: "Maybe",
  });
  expect(vague.status).toBe(400);
  const { body } = await it.query(
    "SELECT Individual.HasOptedOutSolicit, (SELECT Id FROM Tasks) FROM Contact",
  );
  expect(body).toMatchObject({
    records: [{ Individual: { HasOptedOutSolicit: true }, Tasks: null }],
  });
  const times = await it.query("SELECT CaptureDate FROM ContactPointTypeConsent");
  expect(times.body).toMatchObject({ records: [{ CaptureDate: "2026-11-22T08:00:00.000+0000" }] });
});
