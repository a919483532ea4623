import { dataverseTable, line, privilegesOn } from "@perennial/simulators";
import { afterEach, expect, test } from "vitest";
import { type OrganizationSession, organizationSession } from "../testing/organization-session.ts";

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

const own = { isCustom: true };
const plan = (name: string) =>
  dataverseTable({
    ...{ ...own, name, primaryName: "new_name", en: "Plan" },
    columns: [line("new_name", 100, { ...own, en: "Name" })],
  });

test("an organisation has its tables, and those of its own; not Microsoft's apps' nor ours", async () => {
  const of = await organization(
    {},
    { tables: [plan("new_plan"), plan("msdyn_agreement"), plan("prnl_rule")] },
  );
  const { objects = [], missing } = (await of.session.describe?.()) ?? {};
  expect(objects.map(({ object }) => object)).toEqual([
    ...["contact", "account", "entitlement", "contract", "salesorder", "invoice", "new_plan"],
  ]);
  expect(objects.at(-1)).toMatchObject({
    label: "Plan",
    fields: expect.arrayContaining([
      { name: "new_name", label: "Name", type: "String", readOnly: false },
    ]),
  });
  expect(missing).toEqual([]);
});

test("choices have their numbers, and labels for people alone", async () => {
  const of = await organization();
  const { objects = [] } = (await of.session.describe?.()) ?? {};
  const fields = objects.find(({ object }) => object === "entitlement")?.fields ?? [];
  expect(fields.find(({ name }) => name === "statecode")).toMatchObject({
    options: expect.arrayContaining([
      { value: "0", label: "Draft" },
      { value: "1", label: "Active" },
    ]),
  });
});

test("what cannot be used is told: a table that is missing, one that is not tracked, a no that is hidden", async () => {
  const of = await organization(
    { agreements: [{ name: "heat", from: "new_plan" }] },
    {
      tables: [dataverseTable({ ...own, name: "new_plan", changeTracking: false, columns: [] })],
      without: ["contract"],
    },
  );
  const column = of.org.book.need("contact").column("donotphone");
  if (column === undefined) throw new Error("the simulator's contacts have no donotphone");
  of.org.staff.setColumn("contact", { ...column, isWriteOnly: true });
  const { missing = [] } = (await of.session.describe?.()) ?? {};
  expect(missing.map(({ en }) => en)).toEqual([
    "The environment has no table contract.",
    expect.stringContaining("Change tracking is off for new_plan"),
    expect.stringContaining("cannot read donotphone of contact"),
  ]);
});

test("samples are rows as they are and as they would be read, and never labels", async () => {
  const of = await organization({ agreements: [{ name: "electricity", from: "entitlement" }] });
  const { id } = of.org.staff.create("contact", { lastname: "Berg" });
  of.org.staff.create("entitlement", {
    ...{ name: "El 24", startdate: "2026-01-01", enddate: "2027-12-31", statecode: 1 },
    customerid: { table: "contact", id },
  });
  const samples = await of.session.samples?.("entitlement", 5);
  expect(samples).toMatchObject([
    {
      values: { statecode: "1", _customerid_value: id, enddate: "2027-12-31" },
      signals: [{ agreement: { customerId: id, status: "active" } }],
    },
  ]);
  expect(JSON.stringify(samples)).not.toContain("FormattedValue");
  await expect(of.session.samples?.("new_plan", 1)).rejects.toMatchObject({
    ...{ kind: "not-found", message: expect.stringContaining("new_plan") },
  });
});

test("the check names what the role lacks, and the organisation that is not there", async () => {
  const of = await organization();
  await expect(of.session.check()).resolves.toBeUndefined();
  of.org.staff.setRole(of.role, privilegesOn([of.org.book.need("contact")], ["Read"]));
  await expect(of.session.check()).rejects.toMatchObject({
    ...{ kind: "forbidden", message: expect.stringContaining("prvCreateActivity") },
  });
});
