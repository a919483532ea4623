import { describe, expect, test } from "vitest";
import { DynamicsSettings } from "../dynamics-settings.ts";
import { AgreementSource, PurchaseSource } from "../settings/source-settings.ts";
import { mapAgreement } from "./agreement-mapping.ts";
import type { MappingContext } from "./mapping-context.ts";
import { mapPurchase } from "./purchase-mapping.ts";

const ROW = "11111111-2222-4333-8444-555555555555";
const ANNA = "22222222-2222-4333-8444-555555555555";
const EURO = "33333333-2222-4333-8444-555555555555";
const STAMPED = {
  ...{ "@odata.etag": 'W/"8"', modifiedon: "2026-11-22T08:00:00Z" },
  createdon: "2026-01-05T08:00:00Z",
};
const context: MappingContext = {
  settings: DynamicsSettings.parse({}),
  ...{ fingerprint: "f", ownerName: () => undefined },
  currencyCode: (id) => (id === EURO ? "EUR" : undefined),
};
const owned = (from: string, columns: object) => ({
  row: { ...STAMPED, ...columns },
  ...{ id: `${from}:${ROW}`, customerId: ANNA },
});
const agreement = (from: string, columns: object, settings: object = {}) =>
  mapAgreement(
    owned(from, columns),
    AgreementSource.parse({ name: "electricity", from, ...settings }),
    context,
  );
const purchase = (from: string, columns: object, settings: object = {}) =>
  mapPurchase(
    owned(from, columns),
    PurchaseSource.parse({ name: "shop", from, ...settings }),
    context,
  );

describe("an agreement", () => {
  test.each([
    ["entitlement", 1, "active"],
    ["entitlement", 2, "cancelled"],
    ["entitlement", 3, "ended"],
    ["entitlement", 4, "ordered"],
    ["contract", 1, "ordered"],
    ["contract", 2, "active"],
    ["contract", 3, "active"],
    ["contract", 4, "cancelled"],
    ["contract", 5, "ended"],
    ["prnl_plan", 0, "active"],
    ["prnl_plan", 1, "ended"],
  ])("of %s in state %i is %s", (from, statecode, status) => {
    expect(agreement(from, { statecode }).signals).toMatchObject([
      { type: "agreement.changed", agreement: { id: `${from}:${ROW}`, customerId: ANNA, status } },
    ]);
  });

  test("has its table's own names and dates, which have no zone", () => {
    const entitled = {
      statecode: 1,
      name: "El 24",
      startdate: "2026-01-01",
      enddate: "2027-12-31",
    };
    expect(agreement("entitlement", entitled).signals).toMatchObject([
      { agreement: { product: "El 24", start: "2026-01-01", end: "2027-12-31" } },
    ]);
    const old = { statecode: 2, title: "El 12", activeon: "2026-02-01", expireson: "2027-01-31" };
    const before = { _originatingcontract_value: ROW };
    expect(agreement("contract", { ...old, ...before }).signals).toMatchObject([
      {
        agreement: {
          ...{ product: "El 12", start: "2026-02-01", end: "2027-01-31" },
          renewalOf: `contract:${ROW}`,
        },
      },
    ]);
  });

  test("of a table of the organisation's own has what the settings say, amounts by its currency", () => {
    const settings = {
      ...{ statusColumn: "prnl_status", statuses: { 743100000: "active" } },
      ...{ end: "prnl_ends", yearlyValue: "prnl_fee", product: { value: "Fjärrvärme" } },
    };
    const row = { prnl_status: 743_100_000, prnl_ends: "2027-06-30", prnl_fee: 1234.5 };
    const { signals } = agreement(
      "prnl_plan",
      { ...row, _transactioncurrencyid_value: EURO },
      settings,
    );
    expect(signals).toMatchObject([
      {
        agreement: {
          ...{ product: "Fjärrvärme", start: "2026-01-05", end: "2027-06-30" },
          ...{ yearlyValue: 123_450, currency: "EUR" },
        },
      },
    ]);
  });

  test("is not made of a draft, or of a status that the settings have not", () => {
    const none = { signals: [], problems: [] };
    expect(agreement("entitlement", { statecode: 0 })).toMatchObject(none);
    expect(agreement("contract", { statecode: 0 })).toMatchObject(none);
    const settings = { statuses: { 1: "active" } };
    expect(agreement("prnl_plan", { statecode: 2 }, settings)).toMatchObject(none);
  });

  test("without a customer is a problem that says what to do", () => {
    const source = AgreementSource.parse({ name: "electricity", from: "entitlement" });
    const nobodys = { ...owned("entitlement", { statecode: 1 }), customerId: undefined };
    const { signals, problems } = mapAgreement(nobodys, source, context);
    expect(signals).toEqual([]);
    expect(problems[0]?.message).toMatch(/belongs to no customer; name one in Dynamics/);
  });
});

describe("a purchase", () => {
  test.each([
    ["salesorder", 3, true],
    ["salesorder", 4, true],
    ["salesorder", 1, false],
    ["salesorder", 2, false],
    ["invoice", 2, true],
    ["invoice", 0, false],
    ["invoice", 3, false],
  ])("of %s in state %i is made: %s", (from, statecode, isMade) => {
    const { signals } = purchase(from, { statecode, totalamount: 99.5 });
    expect(signals.map(({ type }) => type)).toEqual(isMade ? ["purchase.made"] : []);
  });

  test("has its amount in minor units and the day it was fulfilled on", () => {
    const row = { statecode: 3, totalamount: 99.5, datefulfilled: "2026-03-01" };
    expect(purchase("salesorder", row).signals).toMatchObject([
      {
        at: "2026-02-28T23:00:00.000Z",
        purchase: { customerId: ANNA, amount: 9_950, currency: "SEK" },
      },
    ]);
  });

  test("without an amount is a problem", () => {
    const { signals, problems } = purchase("invoice", { statecode: 2 });
    expect(signals).toEqual([]);
    expect(problems).toMatchObject([{ place: "totalamount" }]);
  });
});
