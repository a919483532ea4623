import type { Signal } from "@perennial/contract";
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

const CONTRACTS: WritingOrgOptions["settings"] & object = {
  agreements: [
    {
      ...{ name: "electricity", from: "Contract" },
      statuses: { Draft: "ordered", Activated: "active" },
    },
  ],
};

/** What signals tell, in short. */
const told = (signals: readonly Signal[]) =>
  signals.map((each) => {
    if (each.type === "customer.changed") return `changed ${each.customer.lastName}`;
    if (each.type === "agreement.changed") return `agreement ${each.agreement.status}`;
    return each.type;
  });

/** A contact with an account and a contract that is active. */
function addCustomer({ org: { staff } }: WritingOrg, LastName: string) {
  const account = staff.create("Account", { Name: LastName });
  const contact = staff.create("Contact", { LastName, AccountId: account.id });
  const contract = staff.create("Contract", {
    ...{ AccountId: account.id, StartDate: "2026-01-01", ContractTerm: 12 },
  });
  staff.change(contract.id, { Status: "Activated" });
  return { contact: contact.id, contract: contract.id };
}

describe("what is read of an org", () => {
  test("is its contacts first, then its agreements, whose they are and when they end", async () => {
    const of = await org({ settings: CONTRACTS });
    const { contact } = addCustomer(of, "Berg");
    const { signals, pages } = await of.read();
    expect(told(signals)).toEqual(["changed Berg", "agreement active"]);
    expect(signals[1]).toMatchObject({
      agreement: { customerId: contact, start: "2026-01-01", end: "2026-12-31" },
    });
    expect(pages[0]?.total).toBe(2);
  });

  test("is told of contacts whose bin was emptied before anybody read it, within the hour and once", async () => {
    const of = await org();
    const { staff } = of.org;
    const [gone, stays, back] = ["Berg", "Ek", "Lind"].map((name) => addCustomer(of, name).contact);
    const first = await of.read();
    of.wait(60);
    for (const id of [gone, back]) staff.delete(id ?? "");
    staff.undelete(back ?? "");
    staff.emptyBin(gone);
    of.wait(300);
    const soon = await of.read(first.cursor);
    expect(told(soon.signals)).not.toContain("customer.deleted");
    of.wait(3_600);
    const later = await of.read(soon.cursor);
    expect(later.signals.filter(({ type }) => type === "customer.deleted")).toEqual([
      expect.objectContaining({ customerId: gone }),
    ]);
    of.wait(3_600);
    expect(told((await of.read(later.cursor)).signals)).toEqual([]);
    expect(staff.look(stays ?? "")).toBeDefined();
  });

  test("is told that an agreement is cancelled whose bin was emptied before anybody read it, as it was told last", async () => {
    const of = await org({ settings: CONTRACTS });
    const { staff } = of.org;
    const [anna, eva] = ["Berg", "Ek"].map((name) => addCustomer(of, name));
    const { AccountId = null } = staff.look(anna?.contract ?? "")?.values ?? {};
    const { id } = staff.create("Contract", {
      AccountId,
      StartDate: "2027-01-01",
      ContractTerm: 6,
    });
    const first = await of.read();
    of.wait(60);
    staff.delete(id);
    staff.emptyBin(id);
    const deletedAt = of.clock.now();
    of.wait(3_600);
    const next = await of.read(first.cursor);
    expect(next.signals).toMatchObject([
      {
        ...{ type: "agreement.changed", at: deletedAt },
        agreement: {
          ...{ id, customerId: anna?.contact, status: "cancelled", cancelledAt: deletedAt },
          ...{ start: "2027-01-01", end: "2027-06-30" },
        },
      },
    ]);
    of.wait(3_600);
    expect((await of.read(next.cursor)).signals).toEqual([]);
    expect(staff.look(eva?.contract ?? "")).toBeDefined();
  });

  test("is told of a purchase once: it stays when its record is deleted, and one that is deleted before it was read is none", async () => {
    const of = await org({ settings: { purchases: [{ name: "shop", from: "Opportunity" }] } });
    const { staff } = of.org;
    const { contact } = addCustomer(of, "Berg");
    const { AccountId = null } = staff.look(contact)?.values ?? {};
    const buy = (Name: string) =>
      staff.create("Opportunity", {
        ...{ AccountId, Name, StageName: "Closed Won", CloseDate: "2026-11-20", Amount: 995 },
      }).id;
    const told = buy("Laddbox");
    const first = await of.read();
    expect(
      first.signals.flatMap((each) => (each.type === "purchase.made" ? each.purchase.id : [])),
    ).toEqual([told]);
    of.wait(60);
    const [binned, gone] = [buy("Kabel"), buy("Mätare")];
    for (const id of [told, binned, gone]) staff.delete(id);
    staff.emptyBin(gone);
    of.wait(3_600);
    const next = await of.read(first.cursor);
    expect(next.signals).toEqual([]);
    expect(next.pages.flatMap(({ problems = [] }) => problems)).toEqual([]);
    expect(await of.session.readRecords?.([{ object: "Opportunity", id: binned }])).toEqual({
      ...{ signals: [], problems: [] },
    });
  });

  test("is told of what was deleted for good while all was being read", async () => {
    const of = await org({ settings: CONTRACTS });
    const [gone] = ["Berg", "Ek", "Lind"].map((name) => addCustomer(of, name).contact);
    const first = await of.read(undefined, 1);
    of.org.staff.delete(gone ?? "");
    of.org.staff.emptyBin();
    of.wait(7_200);
    const { signals } = await of.read(first.cursor);
    const deleted = signals.filter(({ type }) => type === "customer.deleted");
    expect(deleted).toMatchObject([{ customerId: gone }]);
  });

  test("of a large org comes by one job for each large object, wherever reading was broken off", async () => {
    const of = await org({ settings: CONTRACTS });
    const names = Array.from({ length: 24 }, (_, n) => `Berg ${n}`);
    for (const name of names) addCustomer(of, name);
    const ids: string[] = [];
    let [cursor, total]: [string | undefined, number | undefined] = [undefined, undefined];
    for (let reading = 0; reading < 60; reading += 1) {
      const { pages } = await of.read(cursor, 1);
      if (reading === 0) total = pages[0]?.total;
      const kept = pages[0]?.signals.map(({ id }) => id) ?? [];
      if (pages.length === 0 || cursor === pages[0]?.cursor) break;
      ids.push(...kept);
      cursor = pages[0]?.cursor;
    }
    expect([ids.length, new Set(ids).size, total]).toEqual([48, 48, 48]);
    const asked = () =>
      of.salesforce.accepted.entries.flatMap((act) => (act.act === "bulk" ? [act.type] : []));
    expect(asked()).toEqual(["Contact", "Contract"]);
    // By another mapping all is read anew, and what changes meanwhile does not wait for a job.
    const session = await of.open({ ...CONTRACTS, phoneCountry: "NO" });
    let told = 0;
    for await (const page of session.changesSince?.(cursor) ?? []) told += page.signals.length;
    expect([told, asked().length]).toEqual([48, 2]);
  });

  test("says what it cannot know where it stood still for longer than Salesforce remembers", async () => {
    const of = await org();
    const first = await of.read();
    of.wait(20 * 86_400);
    await of.read(first.cursor);
    expect(of.log.lines.join("\n")).toContain("more than 15 days ago is not noticed");
  });

  test("is told once, and what changes afterwards is told as well, also what is dated earlier", async () => {
    const of = await org({ settings: CONTRACTS });
    const { contact } = addCustomer(of, "Berg");
    const first = await of.read();
    of.wait(300);
    expect((await of.read(first.cursor)).signals).toEqual([]);
    // A transaction that began before the last reading is seen only now.
    of.org.staff.inLongTransaction("2026-11-22T08:00:30.000Z", () =>
      of.org.staff.change(contact, { LastName: "Ek" }),
    );
    const next = await of.read(first.cursor);
    expect(told(next.signals)).toEqual(["changed Ek"]);
    of.wait(300);
    expect((await of.read(next.cursor)).signals).toEqual([]);
  });

  test("that stops between a page and its cursor goes on without a gap, and doubles only what was not kept", async () => {
    const of = await org({ settings: CONTRACTS });
    for (const name of ["A", "B", "C", "D", "E"]) addCustomer(of, name);
    const { signals: whole } = await of.read();
    let cursor: string | undefined;
    const ids = new Set<string>();
    for (let page = 1; page < 20; page += 1) {
      // Each time one page more is read than kept, as by a process that dies behind it.
      const { pages } = await of.read(cursor, 2);
      for (const each of pages) for (const { id } of each.signals) ids.add(id);
      cursor = pages[0]?.cursor ?? cursor;
      if (pages.length < 2) break;
    }
    expect([...ids].sort()).toEqual(whole.map(({ id }) => id).sort());
  });

  test("by another mapping is told anew as known, behind what has changed since", async () => {
    const of = await org();
    const { contact } = addCustomer(of, "Berg");
    const first = await of.read();
    of.wait(60);
    of.org.staff.change(contact, { LastName: "Ek" });
    const session = await of.open(CONTRACTS);
    const pages = [];
    for await (const page of session.changesSince?.(first.cursor) ?? []) pages.push(page);
    expect(pages.map(({ known = false, signals }) => [known, told(signals)])).toEqual([
      [false, ["changed Ek"]],
      [true, ["changed Ek"]],
      [true, ["agreement active"]],
    ]);
  });

  test("an org that moved to another host is read on there, and nothing is missed or told twice", async () => {
    const of = await org();
    const { contact } = addCustomer(of, "Berg");
    const first = await of.read();
    await of.salesforce.move(of.org);
    of.salesforce.tokens.expireAccess(of.org.id);
    of.wait(60);
    of.org.staff.change(contact, { LastName: "Ek" });
    const next = await of.read(first.cursor);
    expect(told(next.signals)).toEqual(["changed Ek"]);
    const moved = await of.store.read();
    expect(moved?.details?.instance_url).toBe(of.org.url);
  });

  test("who wants no marketing by their individual's record gets none by any channel", async () => {
    const of = await org({ org: { hasPrivacy: true } });
    const { staff } = of.org;
    const person = staff.create("Individual", { LastName: "Berg" });
    const contact = staff.create("Contact", { LastName: "Berg", IndividualId: person.id });
    const first = await of.read();
    expect(told(first.signals)).toEqual(["changed Berg"]);
    of.wait(60);
    staff.change(person.id, { HasOptedOutSolicit: true });
    const { signals } = await of.read(first.cursor);
    const consents = signals.flatMap((each) =>
      each.type === "consent.changed" ? each.consent : [],
    );
    expect(consents.map(({ channel }) => channel)).toEqual(["email", "sms", "phone", "post"]);
    for (const consent of consents) {
      expect(consent).toMatchObject({ customerId: contact.id, state: "withdrawn" });
    }
  });

  test("a contract in the bin is cancelled, and a contact in it is gone", async () => {
    const of = await org({ settings: CONTRACTS });
    const { contact } = addCustomer(of, "Berg");
    const AccountId = of.org.staff.look(contact)?.values.AccountId ?? null;
    const draft = of.org.staff.create("Contract", { AccountId, StartDate: "2026-12-01" }).id;
    const first = await of.read();
    of.wait(60);
    of.org.staff.delete(draft);
    const second = await of.read(first.cursor);
    expect(second.signals).toMatchObject([{ agreement: { id: draft, status: "cancelled" } }]);
    of.org.staff.delete(contact);
    expect((await of.read(second.cursor)).signals).toMatchObject([
      { type: "customer.deleted", customerId: contact },
    ]);
  });
});

describe("an org that does not show everything", () => {
  test("in which we do not see who said no is not read at all, and says what to do", async () => {
    const of = await org();
    addCustomer(of, "Berg");
    of.org.permissions.hideFields("Contact.HasOptedOutOfEmail");
    await expect(of.read()).rejects.toMatchObject({
      kind: "forbidden",
      message: expect.stringMatching(/HasOptedOutOfEmail.*Perennial Integration/),
    });
    await expect(of.session.check()).rejects.toMatchObject({ kind: "forbidden" });
    const { missing = [] } = (await of.session.describe?.()) ?? {};
    expect(missing.map(({ en }) => en)).toContain(
      "Perennial's user does not see HasOptedOutOfEmail. Nothing is read for that reason.",
    );
  });

  test("has its contacts read where it hides its contracts, and the contracts once it shows them", async () => {
    const of = await org({ settings: CONTRACTS });
    addCustomer(of, "Berg");
    of.org.permissions.hideObjects("Contract");
    const first = await of.read();
    expect(told(first.signals)).toEqual(["changed Berg"]);
    of.org.permissions.showObjects("Contract");
    of.wait(60);
    const second = await of.read(first.cursor);
    expect(second.signals).toEqual([]);
    // What an org has is believed for some minutes.
    of.wait(900);
    expect(told((await of.read(second.cursor)).signals)).toEqual(["agreement active"]);
  });
});
