import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connected, connectedDataverse, idOf } from "../testing/connected-dataverse.ts";

let it: Connected;
beforeEach(async () => {
  it = await connectedDataverse();
});
afterEach(() => it.stop());

async function made(set: string, body: object): Promise<string> {
  const answer = await it.api("POST", set, { body });
  expect(answer.text).toBe("");
  return idOf(answer);
}

describe("states", () => {
  test("a state brings its usual status; deals are won and cases resolved by their actions alone", async () => {
    const task = await made("tasks", { subject: "x" });
    await it.api("PATCH", `tasks(${task})`, {
      body: { statecode: 1 },
      headers: { "if-match": "*" },
    });
    expect((await it.api("GET", `tasks(${task})?$select=statuscode`)).body.statuscode).toBe(5);
    const deal = await made("opportunities", { name: "2026" });
    const direct = await it.api("PATCH", `opportunities(${deal})`, {
      body: { statecode: 1, statuscode: 3 },
    });
    expect(direct.text).toContain("use the WinOpportunity message instead");
    const OpportunityClose = {
      subject: "Won",
      "opportunityid@odata.bind": `/opportunities(${deal})`,
    };
    expect(
      (await it.api("POST", "WinOpportunity", { body: { Status: 3, OpportunityClose } })).status,
    ).toBe(204);
    expect((await it.api("GET", `opportunities(${deal})?$select=statecode`)).body.statecode).toBe(
      1,
    );
  });
});

describe("what hangs together goes together", () => {
  test("deleting a contact takes its tasks, leaves companies, and is held by agreements", async () => {
    const { staff } = it.org;
    const id = staff.create("contact", { lastname: "x" }).id;
    const contact = { table: "contact", id };
    staff.create("task", { subject: "x", regardingobjectid: contact });
    const company = staff.create("account", { name: "x", primarycontactid: contact }).id;
    const days = { startdate: "2026-01-01", enddate: "2026-12-31" };
    const agreement = staff.create("entitlement", { name: "x", customerid: contact, ...days }).id;
    const held = await it.api("DELETE", `contacts(${id})`);
    expect(held).toMatchObject({ status: 400, body: { error: { code: "0x80040227" } } });
    expect((await it.api("GET", "tasks/$count")).text).toBe("1");
    staff.remove("entitlement", agreement);
    expect((await it.api("DELETE", `contacts(${id})`)).status).toBe(204);
    expect((await it.api("GET", "tasks/$count")).text).toBe("0");
    expect((await it.api("GET", `accounts(${company})`)).body._primarycontactid_value).toBeNull();
  });

  test("a merge leaves the other row inactive and moves what pointed at it", async () => {
    const [one, other] = [
      await made("contacts", { lastname: "a" }),
      await made("contacts", { lastname: "b", jobtitle: "VD" }),
    ];
    const task = await made("tasks", {
      subject: "x",
      "regardingobjectid_contact_task@odata.bind": `/contacts(${other})`,
    });
    const type = { "@odata.type": "Microsoft.Dynamics.CRM.contact" };
    const body = {
      Target: { ...type, contactid: one },
      Subordinate: { ...type, contactid: other },
      UpdateContent: { ...type, jobtitle: "VD" },
      PerformParentingChecks: false,
    };
    expect((await it.api("POST", "Merge", { body })).status).toBe(204);
    expect((await it.api("GET", `contacts(${one})?$select=jobtitle`)).body.jobtitle).toBe("VD");
    expect((await it.api("GET", `contacts(${other})`)).body).toMatchObject({
      statecode: 1,
      merged: true,
      _masterid_value: one,
    });
    expect((await it.api("GET", `tasks(${task})`)).body._regardingobjectid_value).toBe(one);
    expect((await it.api("POST", "Merge", { body })).status).toBe(400);
  });

  test("what was deleted comes back where the organisation keeps it", async () => {
    const none = it.org.staff.create("contact", { lastname: "x" }).id;
    it.org.staff.remove("contact", none);
    expect(() => it.org.staff.restore("contact", none)).toThrow("Does Not Exist");
    await it.stop();
    it = await connectedDataverse({ recycleBin: true });
    const id = await made("contacts", { lastname: "Berg" });
    await it.api("DELETE", `contacts(${id})`);
    const Target = { "@odata.type": "Microsoft.Dynamics.CRM.contact", contactid: id };
    expect((await it.api("POST", "Restore", { body: { Target } })).body.RestoredRecordId).toBe(id);
    expect((await it.api("GET", `contacts(${id})`)).body.lastname).toBe("Berg");
  });
});
