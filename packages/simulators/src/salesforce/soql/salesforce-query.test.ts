import { afterEach, beforeEach, expect, test } from "vitest";
import { type Connected, connectedSalesforce } from "../testing/connected-salesforce.ts";
import { parseSoql } from "./parser.ts";

let it: Connected;
beforeEach(async () => {
  it = await connectedSalesforce();
});
afterEach(() => it.salesforce.stop());

function company(name: string, more: Record<string, string | number> = {}): string {
  return it.org.staff.create("Account", { Name: name, ...more }).id;
}

async function names(where: string): Promise<unknown> {
  const { body } = await it.query(`SELECT Name FROM Account ${where}`);
  const { records } = Object(body);
  return Array.isArray(records) ? records.map(({ Name }) => Name) : body;
}

test("fields, parents and the address of each record", async () => {
  const AccountId = company("Skruv AB", { Industry: "Retail" });
  it.org.staff.create("Contact", { LastName: "Berg", FirstName: "Anna", AccountId });
  it.org.staff.create("Contact", { LastName: "Ek" });
  const { body } = await it.query(
    "SELECT Id, Name, HasOptedOutOfEmail, CreatedDate, Account.Name, Account.Owner.Name FROM Contact ORDER BY LastName",
  );
  expect(body).toMatchObject({
    totalSize: 2,
    done: true,
    records: [
      {
        attributes: {
          type: "Contact",
          url: expect.stringMatching(/v67\.0\/sobjects\/Contact\/003/),
        },
        Name: "Anna Berg",
        HasOptedOutOfEmail: false,
        CreatedDate: "2026-11-22T08:00:00.000+0000",
        Account: {
          attributes: { type: "Account" },
          Name: "Skruv AB",
          Owner: { Name: "Ada Admin" },
        },
      },
      { Name: "Ek", Account: null },
    ],
  });
});

test("comparisons look at texts without case, and at nothing as nothing", async () => {
  company("Ask", { NumberOfEmployees: 10 });
  company("Björk", { NumberOfEmployees: 20, Industry: "Retail" });
  company("al", { Industry: "Energy" });
  expect(await names("WHERE Name = 'ASK'")).toEqual(["Ask"]);
  expect(await names("WHERE NumberOfEmployees > 10")).toEqual(["Björk"]);
  expect(await names("WHERE Industry != 'retail' ORDER BY Name")).toEqual(["al", "Ask"]);
  expect(await names("WHERE Industry = null")).toEqual(["Ask"]);
  expect(await names("WHERE Name LIKE 'a%' AND NumberOfEmployees = NULL")).toEqual(["al"]);
  expect(await names("WHERE NOT (Name LIKE '_sk') ORDER BY Name DESC")).toEqual(["Björk", "al"]);
  expect(await names("WHERE Industry IN ('Retail', 'Energy') ORDER BY Name")).toEqual([
    "al",
    "Björk",
  ]);
  expect(await names("WHERE Industry NOT IN ('Retail')  ORDER BY Name")).toEqual(["al", "Ask"]);
  expect(await names("ORDER BY Industry NULLS LAST LIMIT 2 OFFSET 1")).toEqual(["Björk", "Ask"]);
  expect(await names("WHERE (Name = 'Ask' OR Name = 'al') AND Industry = 'Energy'")).toEqual([
    "al",
  ]);
});

test("days, moments and spans of days by the org's zone", async () => {
  const AccountId = company("Ask");
  const deal = (Name: string, CloseDate: string) =>
    it.org.staff.create("Opportunity", { Name, CloseDate, StageName: "Prospecting", AccountId });
  deal("yesterday", "2026-11-21");
  deal("today", "2026-11-22");
  deal("next month", "2026-12-31");
  const found = async (where: string) => {
    const { body } = await it.query(
      `SELECT Name FROM Opportunity WHERE ${where} ORDER BY CloseDate`,
    );
    return Object(body).records?.map(({ Name }: { Name: string }) => Name) ?? body;
  };
  expect(await found("CloseDate = TODAY")).toEqual(["today"]);
  expect(await found("CloseDate = LAST_N_DAYS:3")).toEqual(["yesterday", "today"]);
  expect(await found("CloseDate > TODAY")).toEqual(["next month"]);
  expect(await found("CloseDate = NEXT_MONTH")).toEqual(["next month"]);
  expect(await found("CloseDate >= 2026-11-22 AND CloseDate < 2026-12-01")).toEqual(["today"]);
  expect(await found("SystemModstamp >= 2026-11-22T08:00:00Z")).toHaveLength(3);
  expect(await found("SystemModstamp > 2026-11-22T09:00:00+01:00")).toHaveLength(0);
});

test("children, groups and counts", async () => {
  const one = company("Ask");
  company("Björk");
  for (const LastName of ["Berg", "Ek"])
    it.org.staff.create("Contact", { LastName, AccountId: one });
  const children = await it.query(
    "SELECT Name, (SELECT LastName FROM Contacts ORDER BY LastName) FROM Account ORDER BY Name",
  );
  expect(children.body).toMatchObject({
    records: [
      {
        Contacts: { totalSize: 2, done: true, records: [{ LastName: "Berg" }, { LastName: "Ek" }] },
      },
      { Contacts: null },
    ],
  });
  const count = await it.query("SELECT COUNT() FROM Contact");
  expect(count.body).toEqual({ totalSize: 2, done: true, records: [] });
  const groups = await it.query("SELECT AccountId, COUNT(Id) n FROM Contact GROUP BY AccountId");
  expect(groups.body).toMatchObject({ records: [{ AccountId: one, n: 2 }] });
  const members = "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact)";
  expect((await it.query(members)).body).toMatchObject({ totalSize: 1 });
});

test.each([
  ["SELECT Id FORM Account", "MALFORMED_QUERY", "unexpected token: 'FORM'"],
  ["SELECT Id FROM Account WHERE", "MALFORMED_QUERY", "unexpected token: '<EOF>'"],
  ["SELECT Id FROM Account WHERE Name IN ()", "MALFORMED_QUERY", "unexpected token: ')'"],
  ["SELECT Id FROM Account WHERE Name = 'x", "MALFORMED_QUERY", "<EOF>"],
  [
    "SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'",
    "MALFORMED_QUERY",
    "'OR'",
  ],
  ["SELECT Id FROM Account WHERE Name = 'O\\x'", "MALFORMED_QUERY", "Illegal character"],
  ["SELECT Nope FROM Account", "INVALID_FIELD", "No such column 'Nope' on entity 'Account'"],
  ["SELECT Nope.Name FROM Account", "INVALID_FIELD", "Didn't understand relationship 'Nope'"],
  ["SELECT Owner.Nope FROM Account", "INVALID_FIELD", "on entity 'Name'"],
  ["SELECT Id FROM Nope", "INVALID_TYPE", "sObject type 'Nope' is not supported"],
  ["SELECT Id, (SELECT Id FROM Nopes) FROM Account", "INVALID_TYPE", "relationship 'Nopes'"],
  [
    "SELECT Id FROM Account WHERE CreatedDate > '2026-01-01'",
    "INVALID_FIELD",
    "should not be enclosed in quotes",
  ],
  ["SELECT Id FROM Account WHERE CreatedDate > 2026-01-01", "INVALID_FIELD", "type dateTime"],
  ["SELECT Id FROM Account WHERE Name = 5", "INVALID_FIELD", "should be enclosed in quotes"],
  [
    "SELECT Id FROM Account WHERE Id = 'abc'",
    "INVALID_QUERY_FILTER_OPERATOR",
    "invalid ID field: abc",
  ],
  [
    "SELECT Id FROM Account WHERE Id LIKE 'abc'",
    "INVALID_QUERY_FILTER_OPERATOR",
    "invalid operator on id",
  ],
  ["SELECT Id FROM Account WHERE Description = 'x'", "INVALID_FIELD", "can not be filtered"],
  ["SELECT Id FROM Account ORDER BY Description", "MALFORMED_QUERY", "can not be sorted"],
  ["SELECT FIELDS(ALL) FROM Account LIMIT 201", "MALFORMED_QUERY", "LIMIT of at most 200"],
  ["SELECT Id FROM Account LIMIT 1 OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE", "2000"],
  ["SELECT Id, Name, COUNT(Id) FROM Account GROUP BY Name", "MALFORMED_QUERY", "must be grouped"],
])("refuses %s", async (soql, errorCode, words) => {
  const answer = await it.query(soql);
  expect(answer).toMatchObject({
    status: 400,
    body: [{ errorCode, message: expect.stringContaining(words) }],
  });
});

test("a query has its longest text, and a shorter one yet in an address", async () => {
  const long = (count: number) => `SELECT Id FROM Account WHERE Name = '${"x".repeat(count)}'`;
  expect(() => parseSoql(long(100_000))).toThrow(/longer than 100000 characters/);
  expect((await it.query(long(17_000))).status).toBe(414);
  expect((await it.query(long(15_000))).status).toBe(200);
});

test("a refusal shows where in the query it is", async () => {
  const { body } = await it.query("SELECT Id,\nNope FROM Account");
  expect(body).toMatchObject([
    { message: expect.stringContaining("\n           ^\nERROR at Row:2:Column:1\nNo such column") },
  ]);
});

test("what is written into a text stays there, whatever it is", async () => {
  const hostile = `x' OR Name != '\\`;
  company(hostile);
  company("other");
  const written = hostile.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
  expect(await names(`WHERE Name = '${written}'`)).toEqual([hostile]);
});

test("pages of 200 to 2000 rows, whose locator lives for two days", async () => {
  it.org.staff.fill(
    "Account",
    Array.from({ length: 450 }, (_, index) => ({ Name: `A${index}` })),
  );
  const soql = new URLSearchParams({ q: "SELECT Name FROM Account ORDER BY Id" });
  const header = { "sforce-query-options": "batchSize=200" };
  const first = await it.api("GET", `/query?${soql}`, undefined, header);
  const { nextRecordsUrl, ...page } = Object(first.body);
  expect(page).toMatchObject({ totalSize: 450, done: false });
  expect(page.records).toHaveLength(200);
  const next = String(nextRecordsUrl).replace("/services/data/v67.0", "");
  const second = Object((await it.api("GET", next)).body);
  expect(second.records[0].Name).toBe("A200");
  const last = second.nextRecordsUrl.replace("/services/data/v67.0", "");
  expect((await it.api("GET", last)).body).toMatchObject({ done: true, totalSize: 450 });
  it.wait(2 * 86_400_000);
  it.accessToken = it.salesforce.connect(it.org).accessToken;
  const over = await it.api("GET", next);
  expect(over).toMatchObject({ status: 400, body: [{ errorCode: "INVALID_QUERY_LOCATOR" }] });
  const few = await it.api("GET", `/query?${soql}`, undefined, {
    "sforce-query-options": "batchSize=10",
  });
  expect(few.status).toBe(400);
});

test("rows with long texts come in shorter pages than were asked for", async () => {
  it.org.staff.fill(
    "Account",
    Array.from({ length: 600 }, (_, index) => ({ Name: `A${index}`, Description: "x" })),
  );
  const wide = Object((await it.query("SELECT Name, Description FROM Account")).body);
  expect(wide).toMatchObject({ totalSize: 600, done: false });
  expect(wide.records).toHaveLength(500);
  expect((await it.query("SELECT Name FROM Account")).body).toMatchObject({ done: true });
});

test("queryAll finds what lies in the bin, query does not", async () => {
  const id = company("Gone");
  it.org.staff.delete(id);
  const soql = "SELECT Id, IsDeleted FROM Account WHERE IsDeleted = true";
  expect((await it.query(soql)).body).toMatchObject({ totalSize: 0 });
  expect((await it.query(soql, "queryAll")).body).toMatchObject({
    records: [{ Id: id, IsDeleted: true }],
  });
  it.org.staff.emptyBin(id);
  expect((await it.query(soql, "queryAll")).body).toMatchObject({ totalSize: 0 });
});

test("who and what of an activity by their kind", async () => {
  const WhatId = company("Ask");
  const WhoId = it.org.staff.create("Contact", { LastName: "Ek" }).id;
  it.org.staff.create("Task", { Subject: "Call", WhoId, WhatId });
  const { body } = await it.query(
    "SELECT Who.Name, Who.Type, What.Type, TYPEOF What WHEN Account THEN Name, Industry END FROM Task",
  );
  expect(body).toMatchObject({
    records: [
      {
        Who: { Name: "Ek", Type: "Contact" },
        What: { attributes: { type: "Account" }, Name: "Ask" },
      },
    ],
  });
});

test("what field-level security hides is not there", async () => {
  it.org.permissions.hideFields("Contact.HasOptedOutOfEmail");
  it.org.permissions.hideObjects("Opportunity");
  const hidden = await it.query("SELECT HasOptedOutOfEmail FROM Contact");
  expect(hidden.body).toMatchObject([{ errorCode: "INVALID_FIELD" }]);
  const where = await it.query("SELECT Id FROM Contact WHERE HasOptedOutOfEmail = true");
  expect(where.body).toMatchObject([{ errorCode: "INVALID_FIELD" }]);
  expect((await it.query("SELECT Id FROM Opportunity")).body).toMatchObject([
    { errorCode: "INVALID_TYPE" },
  ]);
});
