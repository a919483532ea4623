import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Connected, connectedDataverse, enc } from "../testing/connected-dataverse.ts";

describe("queries of rows that are there", () => {
  let it: Connected;
  let anna: string;
  let company: string;
  beforeAll(async () => {
    it = await connectedDataverse();
    const { staff } = it.org;
    company = staff.create("account", { name: "A & B # 50%", revenue: 10 }).id;
    const parent = { table: "account", id: company };
    anna = staff.create("contact", {
      firstname: "Anna",
      lastname: "Åberg",
      emailaddress1: "anna+news@example.com",
      parentcustomerid: parent,
      birthdate: "1980-02-29",
    }).id;
    staff.create("contact", {
      firstname: "Bo",
      lastname: "Öst",
      donotemail: true,
      parentcustomerid: parent,
    });
    staff.create("contact", { lastname: "O'Hara", preferredcontactmethodcode: 2 });
    staff.create("task", {
      subject: "Call",
      scheduledend: "2026-12-01T09:00:00Z",
      regardingobjectid: { table: "contact", id: anna },
    });
  });
  afterAll(() => it.stop());

  test.each([
    ["firstname eq 'anna'", ["Anna Åberg"]],
    ["lastname eq 'Aberg'", []],
    ["lastname eq 'o''hara'", ["O'Hara"]],
    ["firstname eq null", ["O'Hara"]],
    ["firstname ne 'Anna'", ["Bo Öst", "O'Hara"]],
    ["donotemail eq true", ["Bo Öst"]],
    ["preferredcontactmethodcode eq 2 or firstname eq 'Bo'", ["Bo Öst", "O'Hara"]],
    ["not (donotemail eq true) and contains(fullname,'a')", ["Anna Åberg", "O'Hara"]],
    ["startswith(lastname,'Å')", ["Anna Åberg"]],
    ["endswith(emailaddress1,'@example.com')", ["Anna Åberg"]],
    ["contains(lastname,'_ber')", ["Anna Åberg"]],
    ["birthdate lt 1990-01-01", ["Anna Åberg"]],
    ["createdon ge 2026-11-22T08:00:00Z and firstname eq 'Bo'", ["Bo Öst"]],
    ["parentcustomerid_account/name eq 'A & B # 50%' and firstname eq 'Bo'", ["Bo Öst"]],
    ["Contact_Tasks/any(t:t/subject eq 'Call')", ["Anna Åberg"]],
    [
      "Microsoft.Dynamics.CRM.In(PropertyName='firstname',PropertyValues=['Bo','Anna'])",
      ["Anna Åberg", "Bo Öst"],
    ],
  ])("$filter=%s", async (filter, names) => {
    const rows = await it.rows(`contacts?$select=fullname&$filter=${enc(filter)}`);
    expect(rows.map(({ fullname }) => fullname)).toEqual(names);
  });

  test.each([
    [
      "an unknown column",
      "contacts?$filter=nickname eq 'x'",
      "Could not find a property named 'nickname' on type 'Microsoft.Dynamics.CRM.contact'.",
    ],
    [
      "an unknown column selected",
      "contacts?$select=nickname",
      "Could not find a property named 'nickname'",
    ],
    [
      "a lookup by its logical name",
      "contacts?$select=parentcustomerid",
      "Could not find a property named 'parentcustomerid'",
    ],
    [
      "a text for a choice",
      "contacts?$filter=statecode eq 'Active'",
      "incompatible types was detected. Found operand types 'Edm.Int32' and 'Edm.String' for operator kind 'Equal'",
    ],
    [
      "a text for a lookup",
      "contacts?$filter=_ownerid_value eq 'x'",
      "'Edm.Guid' and 'Edm.String'",
    ],
    [
      "a moment for a day",
      "contacts?$filter=birthdate gt 2026-01-01T00:00:00Z",
      "'Edm.Date' and 'Edm.DateTimeOffset'",
    ],
    [
      "a quote that is left open",
      "contacts?$filter=lastname eq 'O'Hara'",
      "unterminated string literal",
    ],
    ["a word too many", "contacts?$filter=lastname eq 'x' y", "Syntax error at position 16"],
    [
      "an unknown function",
      "contacts?$filter=tolower(lastname) eq 'x'",
      "unknown function with name 'tolower'",
    ],
    ["paging by number", "contacts?$skip=10", "Skip Clause is not supported in CRM"],
    ["an unknown option", "contacts?$search=x", "The query parameter $search is not supported"],
    [
      "a navigation property in the wrong case",
      "contacts?$expand=ParentCustomerId_account",
      "Could not find a property named 'ParentCustomerId_account'",
    ],
    [
      "an ampersand that is not encoded",
      "contacts?$filter=lastname eq 'A & B'",
      "unterminated string literal",
    ],
    ["half a value of $top", "contacts?$top=-1", "Invalid value '-1' for $top"],
  ])("%s is refused", async (_what, path, message) => {
    const answer = await it.api("GET", path);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: "0x80060888" } } });
    expect(answer.text).toContain(JSON.stringify(message).slice(1, -1));
  });

  test("an unknown set and an unknown row", async () => {
    expect(await it.api("GET", "contact")).toMatchObject({
      status: 404,
      body: { error: { code: "0x8006088a" } },
    });
    const missing = await it.api("GET", "contacts(00000000-0000-4000-8000-000000000000)");
    expect(missing).toMatchObject({ status: 404, body: { error: { code: "0x80040217" } } });
  });

  test("a plus that is not encoded arrives as a blank and finds nobody", async () => {
    const raw = await it.rows("contacts?$filter=emailaddress1 eq 'anna+news@example.com'");
    expect(raw).toEqual([]);
    const encoded = await it.rows(
      `contacts?$filter=${enc("emailaddress1 eq 'anna+news@example.com'")}`,
    );
    expect(encoded).toHaveLength(1);
  });

  test("annotations come when asked for, labels in the caller's language", async () => {
    const select = "$select=fullname,statecode,_parentcustomerid_value,_ownerid_value,birthdate";
    const plain = await it.api("GET", `contacts(${anna})?${select}`);
    expect(plain.text).not.toContain("FormattedValue");
    const headers = { prefer: 'odata.include-annotations="*"' };
    const { body } = await it.api("GET", `contacts(${anna})?${select}`, { headers });
    expect(body).toMatchObject({
      contactid: anna,
      birthdate: "1980-02-29",
      "statecode@OData.Community.Display.V1.FormattedValue": "Active",
      _parentcustomerid_value: company,
      "_parentcustomerid_value@OData.Community.Display.V1.FormattedValue": "A & B # 50%",
      "_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "account",
      "_parentcustomerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty":
        "parentcustomerid_account",
      "_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "systemuser",
    });
    it.org.staff.renameChoice("contact", "statecode", 0, { 1033: "In force" });
    const renamed = await it.api("GET", `contacts(${anna})?$select=statecode`, { headers });
    expect(renamed.body).toMatchObject({
      statecode: 0,
      "statecode@OData.Community.Display.V1.FormattedValue": "In force",
    });
  });

  test("what hangs together is expanded, one way and the other", async () => {
    const { body } = await it.api(
      "GET",
      `accounts(${company})?$select=name&$expand=contact_customer_accounts($select=fullname;$orderby=firstname desc)`,
    );
    expect(body.contact_customer_accounts).toMatchObject([
      { fullname: "Bo Öst" },
      { fullname: "Anna Åberg" },
    ]);
    const [task] = await it.rows(
      "tasks?$select=subject&$expand=regardingobjectid_contact_task($select=lastname),ownerid($select=fullname)",
    );
    expect(task).toMatchObject({
      regardingobjectid_contact_task: { lastname: "Åberg" },
      ownerid: { fullname: "Ada Admin" },
    });
    const related = await it.rows(`contacts(${anna})/Contact_Tasks?$select=subject`);
    expect(related).toMatchObject([{ subject: "Call" }]);
    const one = await it.api("GET", `contacts(${anna})/parentcustomerid_account?$select=name`);
    expect(one.body.name).toBe("A & B # 50%");
    const pointers = await it.rows("activitypointers?$select=subject,activitytypecode");
    expect(pointers).toMatchObject([{ subject: "Call", activitytypecode: "task" }]);
  });

  test("one column alone, raw and not, and a count", async () => {
    expect((await it.api("GET", `contacts(${anna})/lastname`)).body.value).toBe("Åberg");
    expect((await it.api("GET", `contacts(${anna})/lastname/$value`)).text).toBe("Åberg");
    expect((await it.api("GET", `contacts(${anna})/jobtitle`)).status).toBe(204);
    expect((await it.api("GET", "contacts/$count")).text).toBe("3");
  });

  test("a row that is known by its tag is not sent again, unless annotations are asked for", async () => {
    const { headers } = await it.api("GET", `contacts(${anna})`);
    const known = { "if-none-match": headers.get("etag") ?? "" };
    expect((await it.api("GET", `contacts(${anna})`, { headers: known })).status).toBe(304);
    const prefer = 'odata.include-annotations="*"';
    expect(
      (await it.api("GET", `contacts(${anna})`, { headers: { ...known, prefer } })).status,
    ).toBe(200);
  });
});
