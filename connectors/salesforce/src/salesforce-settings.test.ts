import { expect, test } from "vitest";
import { SalesforceSettings } from "./salesforce-settings.ts";

const ORG = { orgId: "00DDn0000012345MAA" };

test("a plain org needs nothing but its id", () => {
  const { customers, agreements, purchases } = SalesforceSettings.parse(ORG);
  expect([customers.lastName, agreements.length]).toEqual(["LastName", 0]);
  expect(purchases).toMatchObject([{ from: "Opportunity", currency: "CurrencyIsoCode" }]);
});

test.each([
  ["an id of 15 characters", { orgId: "00DDn0000012345" }, "orgId"],
  [
    "two sources of one name",
    { agreements: [1, 2].map(() => ({ name: "a", from: "Asset" })) },
    "agreements.1.name",
  ],
  ["a field that is none", { customers: { email: "Email FROM Contact" } }, "customers.email"],
  ["an object that is none", { agreements: [{ name: "a", from: "Case" }] }, "agreements.0.from"],
])("%s is refused where it stands", (_name, fields, place) => {
  const { error } = SalesforceSettings.safeParse({ ...ORG, ...fields });
  expect(error?.issues.map(({ path }) => path.join("."))).toEqual([place]);
});
