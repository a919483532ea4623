import { describe, expect, test } from "vitest";
import { SalesforceSettings } from "../salesforce-settings.ts";
import { AgreementSource, PurchaseSource } from "../settings/source-settings.ts";
import { mapAgreement } from "./agreement-mapping.ts";
import type { MappingContext } from "./mapping-context.ts";
import { mapPurchase } from "./purchase-mapping.ts";

const ANNA = "003Dn00000AbCdEIAV";
const STAMPED = {
  ...{ Id: "800Dn00000AbCdEIAV", SystemModstamp: "2026-11-22T08:00:00.000+0000" },
  CreatedDate: "2026-01-05T08:00:00.000+0000",
};
const context: MappingContext = {
  settings: SalesforceSettings.parse({ orgId: "00DDn0000012345MAA" }),
  ...{ phoneCountry: "SE", timeZone: "Europe/Stockholm", currency: "SEK", fingerprint: "f" },
  ownerName: () => undefined,
};
const agreement = (fields: object, settings: object) =>
  mapAgreement(
    { record: { ...STAMPED, ...fields }, contactId: ANNA },
    AgreementSource.parse({ name: "electricity", ...settings }),
    context,
  );
const purchase = (fields: object, settings: object) =>
  mapPurchase(
    { record: { ...STAMPED, ...fields }, contactId: ANNA },
    PurchaseSource.parse({ name: "shop", ...settings }),
    context,
  );

describe("an agreement", () => {
  test.each([
    ["Activated", "active"],
    ["Terminated", "cancelled"],
    ["Expired", "ended"],
  ])("of a contract that is %s is %s", (StatusCode, status) => {
    const dates = { StartDate: "2026-01-01", EndDate: "2026-12-31" };
    const { signals, problems } = agreement({ StatusCode, ...dates }, { from: "Contract" });
    expect(problems).toEqual([]);
    expect(signals).toMatchObject([
      {
        type: "agreement.changed",
        agreement: {
          ...{ id: STAMPED.Id, customerId: ANNA, status, product: "electricity" },
          ...{ start: "2026-01-01", end: "2026-12-31" },
        },
      },
    ]);
  });

  test.each([
    ["a contract in draft", { StatusCode: "Draft" }, { from: "Contract" }],
    ["an opportunity that is open", { IsWon: false }, { from: "Opportunity" }],
    [
      "a status that the settings have not",
      { State__c: "constructor" },
      { from: "Plan__c", statusField: "State__c", statuses: { On: "active" } },
    ],
  ])("is not made of %s", (_name, fields, settings) => {
    expect(agreement(fields, settings)).toMatchObject({ signals: [], problems: [] });
  });

  test("of an asset and of an object of the org's own has their dates", () => {
    const asset = { Name: "Värmepump", PurchaseDate: "2026-02-01", UsageEndDate: "2031-02-01" };
    expect(agreement(asset, { from: "Asset" }).signals).toMatchObject([
      { agreement: { product: "Värmepump", start: "2026-02-01", end: "2031-02-01" } },
    ]);
    const own = { from: "Plan__c", yearlyValue: "Fee__c", end: "Ends__c" };
    expect(agreement({ Fee__c: 1234.5, Ends__c: "2027-01-01" }, own).signals).toMatchObject([
      { agreement: { start: "2026-01-05", end: "2027-01-01", yearlyValue: 123_450 } },
    ]);
  });

  test("without a contact is a problem that says what to do", () => {
    const source = AgreementSource.parse({ name: "electricity", from: "Asset" });
    const understood = mapAgreement({ record: STAMPED, contactId: undefined }, source, context);
    expect(understood.signals).toEqual([]);
    expect(understood.problems[0]?.message).toMatch(/belongs to no contact; give its account/);
  });
});

describe("a purchase", () => {
  test("is an order activated, or an opportunity won", () => {
    const order = { StatusCode: "Activated", EffectiveDate: "2026-03-01", TotalAmount: 99.5 };
    const told = [{ purchase: { customerId: ANNA, amount: 9_950, currency: "SEK" } }];
    expect(purchase(order, { from: "Order" }).signals).toMatchObject(told);
    const won = { IsWon: true, CloseDate: "2026-03-01", Amount: 99.5 };
    expect(purchase(won, { from: "Opportunity" }).signals).toMatchObject(told);
    expect(purchase({ ...order, StatusCode: "Draft" }, { from: "Order" }).signals).toEqual([]);
    expect(purchase({ ...won, IsWon: false }, { from: "Opportunity" }).signals).toEqual([]);
    expect(purchase({ ...order, IsDeleted: true }, { from: "Order" }).signals).toEqual([]);
  });

  test("without an amount is a problem", () => {
    const { signals, problems } = purchase({ StatusCode: "Activated" }, { from: "Order" });
    expect(signals).toEqual([]);
    expect(problems).toMatchObject([{ place: "TotalAmount" }]);
  });
});
