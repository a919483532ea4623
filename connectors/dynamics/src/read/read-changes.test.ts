import { anyCommand } from "@perennial/conformance";
import type { Signal } from "@perennial/contract";
import { dataverseTable, line, lookup, privilegesOn } from "@perennial/simulators";
import { afterEach, describe, expect, test } from "vitest";
import {
  type OrganizationSession,
  organizationSession,
  readAll,
} from "../testing/organization-session.ts";

const DAY = 86_400;
const open: OrganizationSession[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

async function organization(
  ...options: Parameters<typeof organizationSession>
): Promise<OrganizationSession> {
  const one = await organizationSession(...options);
  open.push(one);
  return one;
}

const ENTITLEMENTS: NonNullable<Parameters<typeof organizationSession>[0]> = {
  agreements: [{ name: "electricity", from: "entitlement" }],
};

/** What signals tell, in short. */
const told = (signals: readonly Signal[]) =>
  signals.map((each) => {
    if (each.type === "customer.changed") return `changed ${each.customer.lastName}`;
    if (each.type === "agreement.changed") return `agreement ${each.agreement.status}`;
    return each.type;
  });

const add = ({ org: { staff } }: OrganizationSession, lastname: string) =>
  staff.create("contact", { lastname }).id;

function entitle({ org: { staff } }: OrganizationSession, customer: string, table = "contact") {
  return staff.create("entitlement", {
    ...{ name: "El 24", startdate: "2026-01-01", enddate: "2027-12-31", statecode: 1 },
    customerid: { table, id: customer },
  }).id;
}

describe("what is read of an organisation", () => {
  test("is its customers first, then their agreements, once, then what changed", async () => {
    const of = await organization(ENTITLEMENTS);
    const anna = add(of, "Berg");
    entitle(of, anna);
    const first = await readAll(of.session);
    expect(told(first.signals)).toEqual(["changed Berg", "agreement active"]);
    expect(first.signals[1]).toMatchObject({ agreement: { customerId: anna, end: "2027-12-31" } });
    expect(first.pages[0]?.total).toBe(2);
    const quiet = await readAll(of.session, first.cursor);
    expect(quiet.signals).toEqual([]);
    of.org.staff.change("contact", anna, { lastname: "Ek" });
    expect(told((await readAll(of.session, quiet.cursor)).signals)).toEqual(["changed Ek"]);
  });

  test("of an account's agreement is its primary contact's; without one it is a problem", async () => {
    const of = await organization(ENTITLEMENTS);
    const anna = add(of, "Berg");
    const account = of.org.staff.create("account", {
      name: "Bageriet",
      primarycontactid: { table: "contact", id: anna },
    }).id;
    entitle(of, account, "account");
    const { id: nobodys } = of.org.staff.create("account", { name: "Ingen" });
    const lost = entitle(of, nobodys, "account");
    const { signals, pages } = await readAll(of.session);
    expect(signals[1]).toMatchObject({ agreement: { customerId: anna } });
    expect(pages.flatMap(({ problems = [] }) => problems)).toMatchObject([
      { place: `entitlement ${lost}`, message: expect.stringContaining("primary contact") },
    ]);
  });

  test("of accounts that are customers too is theirs, and what is written of them goes to them", async () => {
    const of = await organization({
      ...ENTITLEMENTS,
      customers: { tables: ["contact", "account"] },
    });
    add(of, "Berg");
    const { id } = of.org.staff.create("account", { name: "Bageriet", donotbulkemail: true });
    entitle(of, id, "account");
    const { signals } = await readAll(of.session);
    expect(signals.slice(1)).toMatchObject([
      { customer: { id: `account:${id}`, name: "Bageriet" } },
      { consent: { customerId: `account:${id}`, channel: "email", state: "withdrawn" } },
      { agreement: { customerId: `account:${id}` } },
    ]);
    await of.perform({
      ...{ ...anyCommand("update-consent", "c-1"), customerId: `account:${id}` },
      ...{ channel: "phone", purpose: "marketing", state: "withdrawn" },
    });
    expect(of.org.staff.look("account", id)?.values).toMatchObject({ donotphone: true });
  });

  test("of an agreement that is deleted is that it is cancelled; of a customer, that it is deleted", async () => {
    const of = await organization(ENTITLEMENTS);
    const anna = add(of, "Berg");
    const id = entitle(of, anna);
    const { cursor } = await readAll(of.session);
    of.org.staff.remove("entitlement", id);
    of.org.staff.remove("contact", anna);
    const { signals } = await readAll(of.session, cursor);
    expect(told(signals)).toEqual(["customer.deleted", "agreement cancelled"]);
    expect(signals[1]).toMatchObject({
      agreement: { id: `entitlement:${id}`, customerId: anna, product: "El 24" },
    });
  });

  test("by another mapping has all its columns, also of what changed meanwhile, and is known", async () => {
    const of = await organization();
    of.org.staff.setColumn("contact", line("prnl_segment", 100, { isCustom: true }));
    const [anna = "", bo = ""] = [add(of, "Berg"), add(of, "Alm")];
    const { cursor } = await readAll(of.session);
    of.org.staff.change("contact", anna, { lastname: "Ek", prnl_segment: "villa" });
    of.org.staff.change("contact", bo, { lastname: "Alm" });
    const other = await of.open({ customers: { segment: "prnl_segment" } });
    const { pages } = await readAll(other, cursor);
    const seen = pages.flatMap(({ signals, known = false }) =>
      signals.flatMap((one) =>
        one.type === "customer.changed" ? [[one.customer.segment ?? null, known]] : [],
      ),
    );
    expect(seen).toContainEqual(["villa", false]);
    expect(seen.filter(([segment]) => segment === "villa")).toHaveLength(2);
    expect(seen.filter(([, known]) => known)).toHaveLength(2);
  });
});

test("delta token expired: all is read anew, who vanished meanwhile is told as gone, and nothing is told twice", async () => {
  const of = await organization(ENTITLEMENTS, { changeTrackingDays: 7 });
  const [anna = "", bo = "", cia = ""] = ["Berg", "Alm", "Dal"].map((name) => add(of, name));
  const ended = entitle(of, bo);
  const first = await readAll(of.session);
  of.org.staff.remove("entitlement", ended);
  of.org.staff.remove("contact", bo);
  of.org.staff.change("contact", cia, { lastname: "Ny" });
  of.wait(8 * DAY);
  const again = await readAll(of.session, first.cursor);
  const before = new Set(first.signals.map(({ id }) => id));
  const news = again.signals.filter(({ id }) => !before.has(id));
  expect(told(news).sort()).toEqual(["agreement cancelled", "changed Ny", "customer.deleted"]);
  expect(news.find(({ type }) => type === "customer.deleted")).toMatchObject({ customerId: bo });
  expect(
    again.signals.some((one) => one.type === "customer.changed" && one.customer.id === anna),
  ).toBe(true);
  expect((await readAll(of.session, again.cursor)).signals).toEqual([]);
});

test("row deleted then upserted: the customer is there as it is now, and no ghost is left", async () => {
  const of = await organization();
  const anna = add(of, "Berg");
  const { cursor } = await readAll(of.session);
  of.org.staff.remove("contact", anna);
  const gone = await readAll(of.session, cursor);
  expect(told(gone.signals)).toEqual(["customer.deleted"]);
  const named = await of.session.readRecords?.([{ object: "contact", id: anna }]);
  expect(told(named?.signals ?? [])).toEqual(["customer.deleted"]);
  of.org.desk.create(
    of.org.book.need("contact"),
    { lastname: "Åter" },
    { writer: { userId: of.org.first.administrator, correlationId: "staff", depth: 1 } },
    anna,
  );
  const back = await readAll(of.session, gone.cursor);
  expect(told(back.signals)).toEqual(["changed Åter"]);
  // From before it was deleted there is no deletion to be told: it is there.
  expect(told((await readAll(of.session, cursor)).signals)).toEqual(["changed Åter"]);
});

test("choice label renamed: nothing that is read of it changes", async () => {
  const of = await organization(ENTITLEMENTS);
  const anna = add(of, "Berg");
  const id = entitle(of, anna);
  const { cursor } = await readAll(of.session);
  of.org.staff.renameChoice("entitlement", "statecode", 1, {
    1033: "Cancelled",
    1053: "Annullerad",
  });
  of.org.staff.change("entitlement", id, { enddate: "2028-12-31" });
  const { signals } = await readAll(of.session, cursor);
  expect(signals).toMatchObject([{ agreement: { status: "active", end: "2028-12-31" } }]);
});

test("429 with Retry-After 300: reading stops with how long to wait, and misses nothing afterwards", async () => {
  const of = await organization();
  add(of, "Berg");
  const { cursor } = await readAll(of.session);
  add(of, "Ek");
  of.org.trouble.add({ limit: "requests", retryAfterSeconds: 300, times: 3 });
  await expect(readAll(of.session, cursor)).rejects.toMatchObject({
    ...{ kind: "rate-limited", retryAfter: 300_000 },
  });
  of.org.trouble.clear();
  of.wait(300);
  expect(told((await readAll(of.session, cursor)).signals)).toEqual(["changed Ek"]);
});

test("hidden columns of consent: nothing is read, and it is said which they are", async () => {
  const of = await organization();
  add(of, "Berg");
  const column = of.org.book.need("contact").column("donotbulkemail");
  if (column === undefined) throw new Error("the simulator's contacts have no donotbulkemail");
  of.org.staff.setColumn("contact", { ...column, isWriteOnly: true });
  const refused = {
    kind: "forbidden",
    message: expect.stringContaining("cannot read donotbulkemail of contact"),
  };
  await expect(readAll(of.session)).rejects.toMatchObject(refused);
  await expect(
    of.session.readRecords?.([{ object: "contact", id: add(of, "Ek") }]),
  ).rejects.toMatchObject(refused);
  await expect(of.session.check()).rejects.toMatchObject(refused);
});

test("a table that the organisation has not is left out, and read once it is there", async () => {
  const of = await organization({
    agreements: [{ name: "heat", from: "prnl_plan", customer: "prnl_customer" }],
  });
  const anna = add(of, "Berg");
  const first = await readAll(of.session);
  expect(told(first.signals)).toEqual(["changed Berg"]);
  expect(of.log.lines.filter((line) => line.startsWith("warn"))).toEqual([
    expect.stringContaining("prnl_plan"),
  ]);
  const own = { isCustom: true };
  const customer = lookup("prnl_customer", "contact", { ...own, schemaName: "prnl_Customer" });
  const name = line("prnl_name", 100, own);
  of.org.staff.addTable(
    dataverseTable({
      ...own,
      name: "prnl_plan",
      primaryName: "prnl_name",
      columns: [name, customer],
    }),
  );
  of.org.staff.setRole(of.role, privilegesOn(of.org.book.all, ["Read"]));
  of.org.staff.create("prnl_plan", { prnl_customer: { table: "contact", id: anna } });
  of.wait(DAY / 24);
  const next = await readAll(of.session, first.cursor);
  expect(next.signals).toMatchObject([{ agreement: { customerId: anna, product: "heat" } }]);
});

test("a table that has come to be tracked is read in full once, and who vanished before is told as gone", async () => {
  const contract = { name: "heat", from: "prnl_plan", customer: "prnl_customer" };
  const own = { isCustom: true };
  const customer = lookup("prnl_customer", "contact", { ...own, schemaName: "prnl_Customer" });
  const plan = { ...own, name: "prnl_plan", primaryName: "prnl_name", changeTracking: false };
  const columns = [line("prnl_name", 100, own), customer];
  const of = await organization(
    { agreements: [contract] },
    { tables: [dataverseTable({ ...plan, columns })] },
  );
  const anna = add(of, "Berg");
  const [gone = "", kept = ""] = of.org.staff.fill(
    "prnl_plan",
    [1, 2].map(() => ({ prnl_customer: { table: "contact", id: anna } })),
  );
  const first = await readAll(of.session);
  expect(told(first.signals)).toEqual(["changed Berg", "agreement active", "agreement active"]);
  of.org.staff.remove("prnl_plan", gone);
  const unseen = await readAll(of.session, first.cursor);
  expect(told(unseen.signals)).not.toContain("agreement cancelled");
  of.org.staff.trackChanges("prnl_plan");
  of.wait(DAY / 24);
  const seen = await readAll(of.session, unseen.cursor);
  expect(seen.signals.find(({ id }) => id.includes("deleted"))).toMatchObject({
    agreement: { id: `prnl_plan:${gone}`, status: "cancelled" },
  });
  of.org.staff.remove("prnl_plan", kept);
  expect(told((await readAll(of.session, seen.cursor)).signals)).toEqual(["agreement cancelled"]);
});
