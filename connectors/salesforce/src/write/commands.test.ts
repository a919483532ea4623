import { anyCommand } from "@perennial/conformance";
import type { Command } from "@perennial/contract";
import { afterEach, describe, expect, test } from "vitest";
import { type WritingOrg, type WritingOrgOptions, writingOrg } from "../testing/writing-org.ts";

const open: WritingOrg[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

async function org(options?: WritingOrgOptions): Promise<WritingOrg> {
  const one = await writingOrg(options);
  open.push(one);
  return one;
}

const contact = ({ org: { staff } }: WritingOrg, values: object = {}) =>
  staff.create("Contact", { LastName: "Berg", ...values }).id;
const update = (customerId: string, values: object): Command => ({
  ...anyCommand("update-record", "c-1"),
  ...{ customerId, recordId: customerId, values: { ...values } },
});
const tasks = ({ org: { staff } }: WritingOrg) => staff.list("Task").map(({ values }) => values);

describe("where a customer stands", () => {
  test("is written to the contact and to our own object, money in whole units", async () => {
    const of = await org();
    const id = contact(of);
    const values = { phase: "retain", tier: "gold", value: 1_234_500, nextRenewal: "2026-12-31" };
    expect(await of.perform(update(id, values))).toMatchObject({ outcome: "accepted" });
    const written = { Phase__c: "retain", Tier__c: "gold", Value__c: 12_345 };
    expect(of.values(id)).toMatchObject({ ...written, Next_Renewal__c: "2026-12-31" });
    const [status] = of.org.staff.list("perennial__Perennial_Status__c");
    expect(of.values(status?.id ?? "")).toMatchObject({
      ...{ ...written, Customer_Id__c: id, Contact__c: id, Next_Renewal__c: "2026-12-31" },
      Told_At__c: expect.any(String),
    });
  });

  test("is told with what comes next, and the programs under way only where there is room for them", async () => {
    const of = await org();
    const id = contact(of);
    const course = {
      ...{ nextStep: "Förlängning går vidare den 6 mars.", nextStepAt: "2026-03-06T09:00:00.000Z" },
      programs: "Förlängning: Påminnelse\nMedlemsklubb",
    };
    expect(await of.perform(update(id, course))).toMatchObject({ outcome: "accepted" });
    const next = { Next_Step__c: course.nextStep, Next_Step_At__c: course.nextStepAt };
    expect(of.values(id)).toMatchObject(next);
    const status = () =>
      of.values(of.org.staff.list("perennial__Perennial_Status__c")[0]?.id ?? "");
    expect(status()).toMatchObject({ ...next, Programs__c: course.programs });
    const left = { ...update(id, { programs: null }), id: "c-2" };
    expect(await of.perform(left)).toMatchObject({ outcome: "accepted" });
    expect(status().Programs__c ?? null).toBeNull();
    const bare = await org({ hasPackage: false });
    const other = contact(bare);
    const told = await bare.perform(update(other, { programs: "Medlemsklubb" }));
    expect(told).toMatchObject({ outcome: "accepted" });
  });

  test("is told in words in our own object alone, and taken back there", async () => {
    const of = await org();
    const id = contact(of);
    const words = {
      ...{ tierName: "Silverklubben", tierRemaining: "1 200 kr kvar till Guldklubben." },
      ...{ tierKeeping: "Silverklubben är säkrad till och med den 31 december 2026." },
      ...{ tierShare: 40, riskReasons: "Har inte köpt på 7 månader." },
      say: "Tacka för de fem åren.\nFråga om elbilen.",
    };
    const told = await of.perform(update(id, { tier: "silver", risk: "high", ...words }));
    expect(told).toMatchObject({ outcome: "accepted" });
    const status = () =>
      of.values(of.org.staff.list("perennial__Perennial_Status__c")[0]?.id ?? "");
    expect(status()).toMatchObject({
      ...{ Tier__c: "silver", Tier_Name__c: words.tierName },
      ...{ Tier_Remaining__c: words.tierRemaining, Tier_Keeping__c: words.tierKeeping },
      ...{ Tier_Share__c: 40, Risk_Reasons__c: words.riskReasons, Say__c: words.say },
    });
    expect(Object.keys(of.values(id)).filter((name) => /Name__c|Say__c/.test(name))).toEqual([]);
    const less = { ...update(id, { tierShare: null, say: null }), id: "c-2" };
    expect(await of.perform(less)).toMatchObject({ outcome: "accepted" });
    expect([status().Tier_Share__c ?? null, status().Say__c ?? null]).toEqual([null, null]);
    expect(status()).toMatchObject({ Tier_Name__c: words.tierName });
  });

  test("of a person account is written to the account, whose contact nobody may write", async () => {
    const of = await org({ org: { personAccounts: true } });
    const account = of.org.staff.create("Account", {
      LastName: "Ek",
      PersonEmail: "ek@example.com",
    });
    const id = String(account.values.PersonContactId);
    expect(await of.perform(update(id, { tier: "gold" }))).toMatchObject({ outcome: "accepted" });
    expect(of.values(account.id)).toMatchObject({ Tier__pc: "gold" });
    const no = { ...anyCommand("update-consent", "c-2"), customerId: id, to: "ek@example.com" };
    expect(await of.perform(no)).toMatchObject({ outcome: "accepted" });
    expect(of.values(account.id)).toMatchObject({ PersonHasOptedOutOfEmail: true });
  });

  test("of a contact that was merged is written to what it was merged into", async () => {
    const of = await org();
    const [gone, stays] = [contact(of), contact(of)];
    of.org.staff.merge(stays, gone);
    expect(await of.perform(update(gone, { tier: "gold" }))).toMatchObject({
      ...{ outcome: "accepted", providerId: stays },
    });
    expect(of.values(stays)).toMatchObject({ Tier__c: "gold" });
  });

  test("of one who is gone is refused, and names the customer", async () => {
    const of = await org();
    const id = contact(of);
    of.org.staff.delete(id);
    expect(await of.perform(update(id, { tier: "gold" }))).toMatchObject({
      ...{ outcome: "refused", kind: "not-found", message: expect.stringContaining(id) },
    });
  });

  test("costs no other field where a rule of the org refuses one", async () => {
    const of = await org();
    const id = contact(of);
    const bad = { ...update(id, { phase: "lost" }), id: "c-bad" };
    const good = { ...update(id, { tier: "gold" }), id: "c-good" };
    const receipts = await of.session.perform([bad, good]);
    expect(receipts.map(({ outcome }) => outcome)).toEqual(["refused", "accepted"]);
  });

  test("is kept in the contact alone by an org without our package's objects", async () => {
    const of = await org({ hasPackage: false, settings: { writeBack: { tier: "Level__c" } } });
    of.org.staff.addField("Contact", { name: "Level__c", type: "string" });
    const id = contact(of);
    expect(await of.perform(update(id, { tier: "gold" }))).toMatchObject({ outcome: "accepted" });
    expect(of.values(id)).toMatchObject({ Level__c: "gold" });
  });
});

describe("a task", () => {
  test("is the contact's owner's, or whom the settings name for a role", async () => {
    const of = await org({
      settings: { owners: [{ assignee: "sales", email: "kim@example.com" }] },
    });
    const kim = of.org.staff.hire({ username: "kim@example.com", lastName: "Ek" });
    const id = contact(of);
    const task = { ...anyCommand("create-task", "t-1"), customerId: id };
    await of.session.perform([task, { ...task, id: "t-2", assignee: "sales" }]);
    const owner = of.org.staff.look(id)?.values.OwnerId;
    expect(tasks(of).map(({ OwnerId }) => OwnerId)).toEqual([owner, kim]);
  });

  test("of a call says whom to call, why and what to say, is changed when it is put again, and closed when it is withdrawn", async () => {
    const of = await org();
    const id = contact(of);
    const put = {
      ...anyCommand("put-call", "call-1"),
      ...{ customerId: id, script: "Säg hej", priority: 90 },
    };
    await of.perform(put);
    await of.perform({ ...put, reason: "Har inte svarat" });
    expect(tasks(of)).toMatchObject([
      {
        ...{ TaskSubtype: "Call", Priority: "High", IsClosed: false, WhoId: id },
        Description: "Anna Ek, +46700000001\n\nHar inte svarat\n\nSäg hej",
      },
    ]);
    const withdrawal = { ...anyCommand("withdraw-call", "w-1"), customerId: id, callId: "call-1" };
    await of.perform(withdrawal);
    expect(tasks(of)).toMatchObject([
      { IsClosed: true, Description: expect.stringContaining("Kunden har svarat") },
    ]);
  });

  test("that somebody deleted is not made again", async () => {
    const of = await org();
    const task = { ...anyCommand("create-task", "t-1"), customerId: contact(of) };
    const made = await of.perform(task);
    of.org.staff.delete(made?.outcome === "accepted" ? (made.providerId ?? "") : "");
    expect(await of.perform(task)).toMatchObject({ outcome: "accepted" });
    expect(tasks(of)).toEqual([]);
  });

  test("is about the agreement where that is still there", async () => {
    const of = await org();
    const account = of.org.staff.create("Account", { Name: "Ask" });
    const id = contact(of, { AccountId: account.id });
    const contract = of.org.staff.create("Contract", { AccountId: account.id }).id;
    const task = { ...anyCommand("create-task", "t-1"), customerId: id, agreementId: contract };
    await of.perform(task);
    of.org.staff.delete(contract);
    await of.perform({ ...task, id: "t-2" });
    expect(tasks(of).map(({ WhatId }) => WhatId ?? null)).toEqual([contract, null]);
  });
});

describe("what was said to a customer", () => {
  const note = (customerId: string): Command => ({
    ...anyCommand("add-note", "n-1"),
    ...{ customerId, channel: "sms", text: "Ditt avtal löper ut\nHälsningar" },
  });

  test("stands on our own timeline and among the activities, once", async () => {
    const of = await org();
    const id = contact(of);
    await of.perform(note(id));
    await of.perform(note(id));
    expect(tasks(of)).toMatchObject([
      { Subject: "Ditt avtal löper ut", IsClosed: true, ActivityDate: "2026-03-02" },
    ]);
    const points = of.org.staff.list("perennial__Perennial_Touchpoint__c");
    expect(points.map((one) => of.values(one.id))).toMatchObject([
      {
        ...{ External_Id__c: "n-1", Channel__c: "sms", Direction__c: "out", Kind__c: "contact" },
        Sentence__c: "Ditt avtal löper ut",
      },
    ]);
  });

  test("is not among the activities where the administrator chose so", async () => {
    const of = await org({ settings: { logMessages: false } });
    expect(await of.perform(note(contact(of)))).toMatchObject({ outcome: "accepted" });
    expect(tasks(of)).toEqual([]);
    expect(of.org.staff.list("perennial__Perennial_Touchpoint__c")).toHaveLength(1);
  });
});

describe("a permission", () => {
  const consents = [
    { field: "Sms_Ok__c", channel: "sms", means: "yes" },
    { field: "Club__c", channel: "email", topic: "club", means: "yes", value: "Ja" },
  ] as const;
  const said = (customerId: string, more: object): Command => ({
    ...anyCommand("update-consent", "s-1"),
    ...{ customerId, ...more },
  });

  test("is kept in the field that the settings name, and one without a field is refused with what to do", async () => {
    const of = await org({ settings: { consents: [...consents] } });
    of.org.staff.addField("Contact", { name: "Sms_Ok__c", type: "boolean" });
    of.org.staff.addField("Contact", {
      ...{ name: "Club__c", type: "picklist", picklistValues: ["Ja", "Nej"] },
      restrictedPicklist: true,
    });
    const id = contact(of);
    await of.perform(said(id, { channel: "sms", state: "given" }));
    await of.perform(said(id, { channel: "email", topic: "club", state: "withdrawn" }));
    await of.perform(said(id, { channel: "phone", state: "withdrawn" }));
    expect(of.values(id)).toMatchObject({ Sms_Ok__c: true, Club__c: "Nej", DoNotCall: true });
    expect(await of.perform(said(id, { channel: "post" }))).toMatchObject({
      ...{ outcome: "refused", kind: "invalid" },
      message:
        "no field stands for consent to post, marketing; choose one in the Salesforce settings",
    });
  });
});
