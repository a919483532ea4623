import { Signal } from "@perennial/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mappingWith, record } from "../testing/example-records.ts";
import { mapRecord, propertiesOf, typesOf } from "./map-record.ts";

const contact = (
  properties: Readonly<Record<string, string | null>>,
  settings: Readonly<Record<string, unknown>> = {},
) => mapRecord("contacts", { record: record(properties), contactId: "123" }, mappingWith(settings));

function customerOf(...given: Parameters<typeof contact>) {
  const { signals, problems } = contact(...given);
  const told = signals.find(({ type }) => type === "customer.changed");
  return { customer: told?.type === "customer.changed" ? told.customer : undefined, problems };
}

describe("a contact as a customer", () => {
  test("has HubSpot's own properties without any settings", () => {
    const { customer, problems } = customerOf({
      ...{ firstname: " Anna", lastname: "Ek ", email: "Anna.Ek@Example.com" },
      ...{ mobilephone: "070-123 45 67", phone: "+46 8 123 456 78", hs_language: "sv_SE" },
      ...{ country: "Sverige", address: "Ekvägen 1", zip: "123 45", city: "Eksjö" },
      hubspot_owner_id: "7",
    });
    expect(problems).toEqual([]);
    expect(customer).toMatchObject({
      ...{ id: "123", name: "Anna Ek", firstName: "Anna", email: "anna.ek@example.com" },
      ...{ mobile: "+46701234567", phone: "+46812345678", locale: "sv-SE", country: "SE" },
      ...{ postalAddress: "Ekvägen 1, 123 45, Eksjö", owner: "Olle Ek", kind: "person" },
      updatedAt: "2026-03-02T08:00:00.000Z",
    });
  });

  test.each([
    ["its address", { firstname: "", email: "bo@example.com" }, "bo@example.com"],
    ["its number", { firstname: null, lastname: "  " }, "Contact 123"],
  ])("without a name goes by %s", (_name, properties, name) => {
    expect(customerOf(properties).customer?.name).toBe(name);
  });

  test("keeps the number of an owner whom nobody knows", () => {
    expect(customerOf({ hubspot_owner_id: "99" }).customer?.owner).toBe("99");
  });

  test("with a number that nobody can call is told without it, and the problem says what helps", () => {
    const { customer, problems } = customerOf({ firstname: "Anna", mobilephone: "ring inte" });
    expect(customer).toMatchObject({ name: "Anna" });
    expect(customer).not.toHaveProperty("mobile");
    expect(problems).toEqual([
      {
        place: "mobilephone",
        message:
          "contact 123: is not a phone number; write it with its country code, such as +46 70 123 45 67",
      },
    ]);
  });

  test("has the portal's own properties by their types", () => {
    const attributes = [
      { name: "heating", property: "uppvarmning", type: "text" },
      { name: "rooms", property: "rum", type: "number" },
      { name: "solar", property: "solceller", type: "boolean" },
      { name: "moved", property: "inflytt", type: "date" },
      { name: "seen", property: "sedd", type: "datetime" },
      { name: "interests", property: "intressen", type: "list" },
      { name: "nothing", property: "tom" },
    ];
    const { customer } = customerOf(
      {
        ...{ uppvarmning: "fjärr", rum: "4.5", solceller: "true", inflytt: "2026-02-28" },
        ...{ sedd: "2026-02-28T23:30:00Z", intressen: ";a;b", tom: "" },
      },
      { customers: { attributes } },
    );
    expect(customer?.attributes).toEqual({
      ...{ heating: "fjärr", rooms: 4.5, solar: true, moved: "2026-02-28" },
      ...{ seen: "2026-02-28T23:30:00.000Z", interests: "a;b", nothing: null },
    });
  });

  test("has a phase in our words, also where the portal's are its own", () => {
    const phase = { property: "fas", values: { Trogen: "retain" } };
    expect(customerOf({ fas: "Trogen" }, { customers: { phase } }).customer?.phase).toBe("retain");
    expect(customerOf({ fas: "welcome" }, { customers: { phase } }).customer?.phase).toBe(
      "welcome",
    );
    const { problems } = customerOf({ fas: "Annat" }, { customers: { phase } });
    expect(problems).toMatchObject([{ place: "fas" }]);
  });

  test("tells the contacts that were merged into it, and that nothing is left of them", () => {
    const { signals } = contact({ hs_merged_object_ids: "45;67" });
    expect(signals.slice(0, 4)).toMatchObject([
      { type: "customer.merged", id: "contact:45:merged:123", customerId: "45", into: "123" },
      { type: "customer.deleted", customerId: "45" },
      { type: "customer.merged", id: "contact:67:merged:123", customerId: "67", into: "123" },
      { type: "customer.deleted", customerId: "67" },
    ]);
  });
});

describe("what a contact says of consent", () => {
  test("no to all e-mail, no to one kind, yes to text messages", () => {
    const { signals } = contact(
      { hs_email_optout: "true", hs_email_optout_12: "true", sms_ok: "Ja" },
      {
        consents: [{ subscriptionId: "12", topic: "club" }],
        smsConsent: { property: "sms_ok", value: "Ja" },
      },
    );
    const consents = signals.flatMap((one) =>
      one.type === "consent.changed" ? [one.consent] : [],
    );
    expect(consents).toMatchObject([
      { channel: "email", purpose: "marketing", state: "withdrawn" },
      { channel: "email", topic: "club", state: "withdrawn" },
      { channel: "sms", state: "given" },
    ]);
  });

  test("nothing, where nothing was said", () => {
    const { signals } = contact(
      { hs_email_optout: "", sms_ok: null },
      { smsConsent: { property: "sms_ok" } },
    );
    expect(signals.map(({ type }) => type)).toEqual(["customer.changed"]);
  });
});

describe("what is asked of HubSpot", () => {
  test("are the types and the properties that the settings use, each once", () => {
    const { settings } = mappingWith({
      agreements: [{ name: "el", from: "deals", end: "slut", kind: { property: "typ" } }],
    });
    expect(typesOf(settings)).toEqual(["contacts", "deals"]);
    const names = propertiesOf("deals", settings);
    expect(names).toEqual(expect.arrayContaining(["slut", "typ", "dealstage", "hs_is_closed_won"]));
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toContain("el");
  });
});

test("whatever stands in a record, what is told is a signal, and nothing throws", () => {
  const names = [
    ...["firstname", "email", "phone", "hs_language", "country", "hs_email_optout", "sms"],
    ...["hs_merged_object_ids", "from", "to", "createdate", "seen", "hubspot_owner_id", "zone"],
  ];
  const values = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "true",
      "2026-02-30",
      "2026-03-29",
      "8.64e15",
      "-1",
      "999999999999999",
      ";;",
      null,
    ),
    fc.integer().map(String),
  );
  const context = mappingWith({
    agreements: [{ name: "a", from: "contact-dates", start: "from", end: "to", signedAt: "seen" }],
    smsConsent: { property: "sms" },
    customers: { pausedUntil: "seen", customerSince: "from", timeZone: "zone" },
  });
  const property = fc.property(fc.dictionary(fc.constantFrom(...names), values), (properties) => {
    const one = { record: record(properties), contactId: "123" };
    const { signals, problems } = mapRecord("contacts", one, context);
    expect(signals.every((signal) => Signal.safeParse(signal).success)).toBe(true);
    expect(signals.some(({ type }) => type === "customer.changed")).toBe(true);
    expect(problems.every(({ place, message }) => place !== "" && message !== "")).toBe(true);
    expect(mapRecord("contacts", one, context)).toEqual({ signals, problems });
  });
  fc.assert(property, { seed: 20_261_122, numRuns: 500 });
});
