import { describe, expect, test } from "vitest";
import { DynamicsSettings } from "../dynamics-settings.ts";
import { customerIdOf } from "./customer-id.ts";
import { mapCustomer } from "./customer-mapping.ts";
import type { MappingContext } from "./mapping-context.ts";

const ID = "11111111-2222-4333-8444-555555555555";
const OTHER = "99999999-2222-4333-8444-555555555555";
const KIM = "22222222-2222-4333-8444-555555555555";
const ANNA = {
  ...{ "@odata.etag": 'W/"1000042"', contactid: ID, modifiedon: "2026-11-22T08:00:00Z" },
  ...{ firstname: "Anna", lastname: "Berg", emailaddress1: "Anna.Berg@Example.com" },
  ...{ mobilephone: "070-123 45 67", donotphone: true, _ownerid_value: KIM, statecode: 0 },
};

function context(settings: object = {}): MappingContext {
  return {
    settings: DynamicsSettings.parse({ ...settings }),
    fingerprint: "f",
    ownerName: (id) => (id === KIM ? "Kim Ek" : undefined),
    currencyCode: () => undefined,
  };
}
const map = (row: object, settings: object = {}) =>
  mapCustomer({ ...ANNA, ...row }, { table: "contact", id: ID }, context(settings));

describe("a contact", () => {
  test("is a customer, by Dynamics' own columns", () => {
    const { signals, problems } = map({});
    expect(problems).toEqual([]);
    expect(signals).toMatchObject([
      {
        type: "customer.changed",
        id: `customer:${ID}:1000042:f`,
        at: "2026-11-22T08:00:00.000Z",
        customer: {
          ...{ id: ID, name: "Anna Berg", email: "anna.berg@example.com" },
          ...{ mobile: "+46701234567", doNotCall: true, owner: "Kim Ek" },
        },
      },
      { type: "consent.changed", consent: { channel: "phone", state: "withdrawn" } },
    ]);
  });

  test.each([
    ["donotbulkemail", "email"],
    ["donotemail", "email"],
    ["donotsendmm", "email"],
    ["donotphone", "phone"],
    ["donotpostalmail", "post"],
    ["donotbulkpostalmail", "post"],
  ])("says no by %s to %s; where it does not, nothing is said", (column, channel) => {
    const consents = (value: boolean) =>
      map({ donotphone: false, [column]: value }).signals.flatMap((one) =>
        one.type === "consent.changed" ? [[one.consent.channel, one.consent.state]] : [],
      );
    expect(consents(true)).toEqual([[channel, "withdrawn"]]);
    expect(consents(false)).toEqual([]);
  });

  test("has choices by their numbers, whatever they are called", () => {
    const customers = {
      phase: { column: "prnl_phase", values: { "743100000": "welcome", "743100001": "retain" } },
      attributes: [{ name: "heating", column: "prnl_heating" }],
    };
    const label = "OData.Community.Display.V1.FormattedValue";
    const { signals } = map(
      {
        ...{ prnl_phase: 743_100_001, prnl_heating: 3 },
        ...{ [`prnl_phase@${label}`]: "welcome", [`prnl_heating@${label}`]: "Fjärrvärme" },
      },
      { customers },
    );
    expect(signals[0]).toMatchObject({
      customer: { phase: "retain", attributes: { heating: "3" } },
    });
  });

  test("has dates without a zone, and moments on the company's day", () => {
    const attributes = [
      { name: "born", column: "birthdate", type: "date" },
      { name: "visited", column: "prnl_visited", type: "date" },
      { name: "since", column: "birthdate", type: "datetime" },
    ];
    const row = { birthdate: "1990-01-31", prnl_visited: "2026-03-01T23:30:00Z" };
    expect(map(row, { customers: { attributes } }).signals[0]).toMatchObject({
      customer: {
        attributes: {
          ...{ born: "1990-01-31", visited: "2026-03-02", since: "1990-01-30T23:00:00.000Z" },
        },
      },
    });
  });

  test("that is inactive is paused and not called, and is as before once it is active again", () => {
    expect(map({ statecode: 1, donotphone: false }).signals[0]).toMatchObject({
      customer: { pausedUntil: "9999-12-31T00:00:00.000Z", doNotCall: true },
    });
    expect(map({ donotphone: false }).signals[0]).not.toHaveProperty("customer.pausedUntil");
  });

  test("that was merged is told as merged, and as nothing else", () => {
    const { signals } = map({ merged: true, _masterid_value: OTHER.toUpperCase(), statecode: 1 });
    expect(signals).toMatchObject([{ type: "customer.merged", customerId: ID, into: OTHER }]);
  });

  test("keeps the rest where one column cannot be read, and says which it was", () => {
    const { signals, problems } = map({ mobilephone: "ring mig" });
    expect(signals[0]).toMatchObject({ customer: { name: "Anna Berg" } });
    expect(problems).toMatchObject([{ place: "mobilephone" }]);
  });
});

test("an account is a customer under an id that no contact has", () => {
  const row = { "@odata.etag": 'W/"7"', modifiedon: "2026-11-22T08:00:00Z", name: "Bageriet AB" };
  const place = { table: "account", id: ID };
  const { signals } = mapCustomer(row, place, context());
  expect(customerIdOf(place)).toBe(`account:${ID}`);
  expect(signals).toMatchObject([{ customer: { id: `account:${ID}`, name: "Bageriet AB" } }]);
});
