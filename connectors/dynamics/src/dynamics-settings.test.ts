import { expect, test } from "vitest";
import { DynamicsSettings } from "./dynamics-settings.ts";

const ORG = { orgUrl: "https://contoso.crm4.dynamics.com" };

test("a plain organisation needs nothing but its address", () => {
  const { customers, agreements, purchases, consents } = DynamicsSettings.parse(ORG);
  expect([customers.tables, agreements]).toEqual([["contact"], []]);
  expect(purchases).toMatchObject([{ from: "salesorder", amount: "totalamount" }]);
  expect(consents.map(({ column, means }) => `${column} ${means}`)).toEqual([
    ...["donotbulkemail no", "donotemail no", "donotsendmm no", "donotphone no"],
    ...["donotbulkpostalmail no", "donotpostalmail no"],
  ]);
});

test.each([
  ["an address that is not Dynamics'", { orgUrl: "https://contoso.example.com" }, "orgUrl"],
  ["an address with a path", { orgUrl: `${ORG.orgUrl}/main.aspx` }, "orgUrl"],
  ["a time zone that is none", { timeZone: "Europe/Stokholm" }, "timeZone"],
  ["a column that is none", { customers: { email: "email eq 'x'" } }, "customers.email"],
  [
    "a status by its label",
    { agreements: [{ name: "a", from: "entitlement", statuses: { Active: "active" } }] },
    "agreements.0.statuses.Active",
  ],
  [
    "two sources of one name",
    { agreements: [1, 2].map(() => ({ name: "a", from: "contract" })) },
    "agreements.1.name",
  ],
])("%s is refused where it stands", (_name, fields, place) => {
  const { error } = DynamicsSettings.safeParse({ ...ORG, ...fields });
  expect(error?.issues.map(({ path }) => path.join("."))).toEqual([place]);
});
