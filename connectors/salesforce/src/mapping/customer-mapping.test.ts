import { describe, expect, test } from "vitest";
import { SalesforceSettings } from "../salesforce-settings.ts";
import { mapContact } from "./customer-mapping.ts";
import type { MappingContext } from "./mapping-context.ts";

const ANNA = {
  ...{ Id: "003Dn00000AbCdEIAV", SystemModstamp: "2026-11-22T08:00:00.000+0000" },
  ...{ FirstName: "Anna", LastName: "Berg", Email: "Anna.Berg@Example.com" },
  ...{ MobilePhone: "070-123 45 67", DoNotCall: true, OwnerId: "005Dn000001AbCdIAK" },
};

function context(settings: Readonly<Record<string, unknown>> = {}): MappingContext {
  return {
    settings: SalesforceSettings.parse({ orgId: "00DDn0000012345MAA", customers: settings }),
    ...{ phoneCountry: "SE", timeZone: "Europe/Stockholm", currency: "SEK", fingerprint: "f" },
    ownerName: (id) => (id === ANNA.OwnerId ? "Kim Ek" : undefined),
  };
}

describe("a contact", () => {
  test("is a customer, by Salesforce's own fields", () => {
    const { signals, problems } = mapContact(ANNA, context());
    expect(problems).toEqual([]);
    expect(signals).toMatchObject([
      {
        type: "customer.changed",
        id: "contact:003Dn00000AbCdEIAV:2026-11-22T08:00:00.000Z:f",
        at: "2026-11-22T08:00:00.000Z",
        customer: {
          ...{ id: ANNA.Id, name: "Anna Berg", email: "anna.berg@example.com" },
          ...{ mobile: "+46701234567", doNotCall: true, owner: "Kim Ek" },
        },
      },
    ]);
  });

  test.each([
    ["opted out", { HasOptedOutOfEmail: true }, ["customer.changed", "consent.changed"]],
    ["not opted out", { HasOptedOutOfEmail: false }, ["customer.changed"]],
    ["with the field hidden", {}, ["customer.changed"]],
  ])("that is %s says no more of consent than is known", (_name, fields, types) => {
    const { signals } = mapContact({ ...ANNA, ...fields }, context());
    expect(signals.map(({ type }) => type)).toEqual(types);
  });

  test("whose mail came back has no address to write to", () => {
    const { signals } = mapContact({ ...ANNA, IsEmailBounced: true }, context());
    expect(signals).toMatchObject([{ customer: { name: "Anna Berg" } }]);
    expect(signals[0]).not.toHaveProperty("customer.email");
  });

  test("says by the fields that the settings name what it agreed to and what it refused", () => {
    const consents = [
      { field: "Sms_Ok__c", channel: "sms", means: "yes" },
      { field: "Club__c", channel: "email", topic: "club", means: "yes", value: "Ja" },
      { field: "No_Post__c", channel: "post" },
    ];
    const of = (record: object) =>
      mapContact(
        { ...ANNA, ...record },
        {
          ...context(),
          settings: SalesforceSettings.parse({ orgId: "00DDn0000012345MAA", consents }),
        },
      ).signals.flatMap((each) =>
        each.type === "consent.changed" ? [`${each.consent.channel} ${each.consent.state}`] : [],
      );
    expect(of({ Sms_Ok__c: true, Club__c: "Ja", No_Post__c: true })).toEqual([
      ...["sms given", "email given", "post withdrawn"],
    ]);
    expect(of({ Sms_Ok__c: false, Club__c: "Nej", No_Post__c: false })).toEqual([
      ...["sms withdrawn", "email withdrawn"],
    ]);
    expect(of({ Club__c: null })).toEqual([]);
  });

  test("has dates without a zone, and moments on the org's day", () => {
    const attributes = [
      { name: "born", field: "Birthdate", type: "date" },
      { name: "visited", field: "Visited__c", type: "date" },
      { name: "since", field: "Birthdate", type: "datetime" },
    ];
    const record = { ...ANNA, Birthdate: "1990-01-31", Visited__c: "2026-03-01T23:30:00.000+0000" };
    expect(mapContact(record, context({ attributes })).signals).toMatchObject([
      {
        customer: {
          attributes: {
            ...{ born: "1990-01-31", visited: "2026-03-02" },
            since: "1990-01-30T23:00:00.000Z",
          },
        },
      },
    ]);
  });

  test("keeps the rest where one field cannot be read, and says which it was", () => {
    const { signals, problems } = mapContact({ ...ANNA, MobilePhone: "ring mig" }, context());
    expect(signals).toHaveLength(1);
    expect(problems).toMatchObject([{ place: "MobilePhone" }]);
  });
});
