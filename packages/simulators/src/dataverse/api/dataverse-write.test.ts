import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connected, connectedDataverse, enc, idOf } from "../testing/connected-dataverse.ts";

let it: Connected;
beforeEach(async () => {
  it = await connectedDataverse();
});
afterEach(() => it.stop());

const NOBODY = "00000000-0000-4000-8000-000000000001";
async function made(set: string, body: object): Promise<string> {
  const answer = await it.api("POST", set, { body });
  expect(answer.text).toBe("");
  return idOf(answer);
}

describe("one row", () => {
  test("is made, read back, changed and deleted; the log knows", async () => {
    const id = await made("contacts", {
      firstname: "Anna",
      lastname: "Berg",
      birthdate: "1980-01-31",
    });
    expect(
      (
        await it.api(
          "GET",
          `contacts(${id})?$select=fullname,birthdate,donotemail,statecode,statuscode`,
        )
      ).body,
    ).toMatchObject({
      fullname: "Anna Berg",
      birthdate: "1980-01-31",
      donotemail: false,
      statecode: 0,
      statuscode: 1,
    });
    const changed = await it.api("PATCH", `contacts(${id})`, {
      body: { lastname: "Ek" },
      headers: { "if-match": "*", prefer: "return=representation" },
    });
    expect(changed).toMatchObject({ status: 200, body: { fullname: "Anna Ek" } });
    expect((await it.api("DELETE", `contacts(${id})`)).status).toBe(204);
    expect((await it.api("GET", `contacts(${id})`)).status).toBe(404);
    expect(it.org.accepted.entries.map(({ act }) => act)).toEqual(["create", "update", "delete"]);
  });

  test("with a representation comes back whole, and is owned by the app unless said otherwise", async () => {
    const ada = it.org.staff.hire({ firstName: "Ulla", lastName: "Ek" });
    const prefer = "return=representation";
    const own = await it.api("POST", "tasks?$select=subject,_ownerid_value", {
      body: { subject: "x" },
      headers: { prefer },
    });
    expect(own).toMatchObject({ status: 201, body: { subject: "x", _ownerid_value: it.appUser } });
    const body = { subject: "y", "ownerid@odata.bind": `/systemusers(${ada})` };
    const hers = await it.api("POST", "tasks", { body, headers: { prefer } });
    expect(hers.body._ownerid_value).toBe(ada);
  });

  test.each([
    [
      "an unknown column",
      { nickname: "x" },
      400,
      "0x80048d19",
      "The property 'nickname' does not exist on type 'Microsoft.Dynamics.CRM.contact'",
    ],
    [
      "a navigation property in the wrong case",
      { "ParentCustomerId_account@odata.bind": `/accounts(${NOBODY})` },
      400,
      "0x80048d19",
      "An undeclared property 'ParentCustomerId_account'",
    ],
    [
      "a lookup by its column",
      { parentcustomerid: NOBODY },
      400,
      "0x80060888",
      "CRM do not support direct update of Entity Reference properties",
    ],
    [
      "a lookup by its value",
      { _parentcustomerid_value: NOBODY },
      400,
      "0x80060888",
      "CRM do not support direct update",
    ],
    [
      "a table that the lookup does not take",
      { "parentcustomerid_account@odata.bind": `/contacts(${NOBODY})` },
      400,
      "0x80048d19",
      "cannot be assigned here",
    ],
    [
      "a row that is not there",
      { "parentcustomerid_account@odata.bind": `/accounts(${NOBODY})` },
      404,
      "0x80040217",
      "Does Not Exist",
    ],
    ["a number for a text", { firstname: 1 }, 400, "0x80048d19", "expected type 'Edm.String'"],
    [
      "a text for a choice",
      { preferredcontactmethodcode: "2" },
      400,
      "0x80048d19",
      "expected type 'Edm.Int32'",
    ],
    [
      "a text for yes or no",
      { donotemail: "true" },
      400,
      "0x80048d19",
      "expected type 'Edm.Boolean'",
    ],
    [
      "a choice that is none",
      { preferredcontactmethodcode: 9 },
      400,
      "0x8004431a",
      "Accepted Values: 1,2,3,4,5",
    ],
    [
      "a text that is too long",
      { firstname: "x".repeat(51) },
      400,
      "0x80044331",
      "maximum allowed length of '50'",
    ],
    [
      "a moment for a day",
      { birthdate: "2026-01-01T00:00:00Z" },
      400,
      "0x80048d19",
      "expected type 'Edm.Date'",
    ],
    [
      "a day that is none",
      { birthdate: "2026-02-30" },
      400,
      "0x80048d19",
      "expected type 'Edm.Date'",
    ],
    [
      "a status of another state",
      { statecode: 0, statuscode: 2 },
      400,
      "0x80048408",
      "2 is not a valid status code for state code ContactState.Active",
    ],
  ])("%s is refused and nothing is made", async (_what, body, status, code, message) => {
    const answer = await it.api("POST", "contacts", { body: { lastname: "x", ...body } });
    expect(answer).toMatchObject({ status, body: { error: { code } } });
    expect(JSON.stringify(answer.body)).toContain(message);
    expect((await it.api("GET", "contacts/$count")).text).toBe("0");
  });

  test("what is no JSON, and another media type", async () => {
    const headers = { "content-type": "application/json" };
    expect((await it.api("POST", "contacts", { body: "{", headers })).status).toBe(400);
    const xml = { "content-type": "text/xml" };
    expect((await it.api("POST", "contacts", { body: "<a/>", headers: xml })).status).toBe(415);
  });

  test("lookups are set by navigation property, cleared by null, and parted by reference", async () => {
    const account = await made("accounts", { name: "Exempel AB" });
    const bind = {
      "parentcustomerid_account@odata.bind": `${it.org.origin}/api/data/v9.2/accounts(${account})`,
    };
    const id = await made("contacts", { lastname: "x", ...bind });
    const parent = async () =>
      (await it.api("GET", `contacts(${id})?$select=_parentcustomerid_value`)).body
        ._parentcustomerid_value;
    expect(await parent()).toBe(account);
    await it.api("PATCH", `contacts(${id})`, {
      body: { parentcustomerid_account: null },
      headers: { "if-match": "*" },
    });
    expect(await parent()).toBeNull();
    const ref = { "@odata.id": `accounts(${account})` };
    expect(
      (await it.api("PUT", `contacts(${id})/parentcustomerid_account/$ref`, { body: ref })).status,
    ).toBe(204);
    expect(await parent()).toBe(account);
    expect((await it.api("DELETE", `contacts(${id})/parentcustomerid_account/$ref`)).status).toBe(
      204,
    );
    expect(await parent()).toBeNull();
  });

  test("activities name who takes part and what they regard", async () => {
    const contact = await made("contacts", { lastname: "Berg", emailaddress1: "a+b@example.com" });
    const parties = [
      { "partyid_systemuser@odata.bind": `/systemusers(${it.appUser})`, participationtypemask: 1 },
      { "partyid_contact@odata.bind": `/contacts(${contact})`, participationtypemask: 2 },
    ];
    const id = await made("emails", {
      subject: "Hej",
      "regardingobjectid_contact_email@odata.bind": `/contacts(${contact})`,
      email_activity_parties: parties,
    });
    const shown = await it.api(
      "GET",
      `emails(${id})?$select=torecipients&$expand=email_activity_parties($select=participationtypemask,_partyid_value)`,
    );
    expect(shown.body).toMatchObject({
      torecipients: "a+b@example.com",
      email_activity_parties: [{ _partyid_value: it.appUser }, { _partyid_value: contact }],
    });
    const sent = await it.api("POST", `emails(${id})/Microsoft.Dynamics.CRM.SendEmail`, {
      body: { IssueSend: true },
    });
    expect(sent.body.Subject).toBe("Hej");
    expect((await it.api("GET", `emails(${id})?$select=statuscode`)).body.statuscode).toBe(6);
    it.org.staff.observe("email", id, { opencount: 2, lastopenedtime: it.clock.now() });
    expect((await it.api("GET", `emails(${id})?$select=opencount`)).body.opencount).toBe(2);
    const wrong = await it.api("POST", "tasks", {
      body: { subject: "x", "regardingobjectid_contact@odata.bind": `/contacts(${contact})` },
    });
    expect(wrong.text).toContain("undeclared property 'regardingobjectid_contact'");
  });
});

describe("upsert", () => {
  test("a change of a row that is gone makes a ghost, unless If-Match says not to", async () => {
    const ghost = await it.api("PATCH", `contacts(${NOBODY})`, { body: { lastname: "Ghost" } });
    expect(ghost.status).toBe(204);
    expect(idOf(ghost)).toBe(NOBODY);
    await it.api("DELETE", `contacts(${NOBODY})`);
    const sure = await it.api("PATCH", `contacts(${NOBODY})`, {
      body: { lastname: "x" },
      headers: { "if-match": "*" },
    });
    expect(sure).toMatchObject({ status: 404, body: { error: { code: "0x80040217" } } });
    expect((await it.api("GET", "contacts/$count")).text).toBe("0");
  });

  test("If-None-Match makes only, and the word null means nothing", async () => {
    const path = `contacts(${NOBODY})`;
    const create = { body: { lastname: "x" }, headers: { "if-none-match": "*" } };
    expect((await it.api("PATCH", path, create)).status).toBe(204);
    expect(await it.api("PATCH", path, create)).toMatchObject({
      status: 412,
      body: { error: { code: "0x80040237" } },
    });
    const usual = { body: { lastname: "y" }, headers: { "if-none-match": "null" } };
    expect((await it.api("PATCH", path, usual)).status).toBe(204);
  });

  test("a tag that is not the row's is refused", async () => {
    const id = await made("contacts", { lastname: "x" });
    const { headers } = await it.api("GET", `contacts(${id})`);
    const change = () =>
      it.api("PATCH", `contacts(${id})`, {
        body: { lastname: "y" },
        headers: { "if-match": headers.get("etag") ?? "" },
      });
    expect((await change()).status).toBe(204);
    expect(await change()).toMatchObject({ status: 412, body: { error: { code: "0x80060882" } } });
  });

  test("by alternate key: makes, then changes the same row; values that break paths are refused", async () => {
    const path = "perennial_tiers(perennial_key='a1b2')";
    const first = await it.api("PATCH", path, { body: { perennial_name: "Gold" } });
    const again = await it.api("PATCH", path, { body: { perennial_points: 5 } });
    expect(idOf(again)).toBe(idOf(first));
    expect((await it.api("GET", path)).body).toMatchObject({
      perennial_key: "a1b2",
      perennial_name: "Gold",
      perennial_points: 5,
    });
    for (const value of ["a%b", "a&b", "a:b", "a?b", "a*b", "a\\b", "a<b"])
      expect(
        (await it.api("GET", `perennial_tiers(perennial_key='${enc(value)}')`)).text,
        value,
      ).toContain("potentially dangerous Request.Path");
    expect((await it.api("GET", `perennial_tiers(perennial_key='${enc("a+b")}')`)).status).toBe(
      404,
    );
    expect((await it.api("GET", `perennial_tiers(perennial_key='${enc("a/b")}')`)).status).toBe(
      404,
    );
    const alias = await it.api("GET", `perennial_tiers(perennial_key=@k)?@k=${enc("'a1b2'")}`);
    expect(alias.status).toBe(200);
    expect((await it.api("GET", "perennial_tiers(perennial_name='Gold')")).text).toContain(
      "The key in the request URI is not valid",
    );
  });

  test("a key that is still being built finds nothing; two rows cannot have the same", async () => {
    const key = {
      name: "perennial_contact_key",
      columns: ["externaluseridentifier"],
      status: "Pending",
    } as const;
    it.org.staff.setKey("contact", key);
    const path = "contacts(externaluseridentifier='7')";
    expect((await it.api("PATCH", path, { body: { lastname: "x" } })).status).toBe(400);
    await made("contacts", { lastname: "x", externaluseridentifier: "7" });
    expect(it.org.staff.setKey("contact", { ...key, status: "Active" }).status).toBe("Active");
    const twice = await it.api("POST", "contacts", {
      body: { lastname: "y", externaluseridentifier: "7" },
    });
    expect(twice).toMatchObject({ status: 412, body: { error: { code: "0x80060892" } } });
    expect((await it.api("PATCH", path, { body: { lastname: "z" } })).status).toBe(204);
  });
});
