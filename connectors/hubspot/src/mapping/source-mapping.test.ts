import { describe, expect, test } from "vitest";
import { mappingWith, record } from "../testing/example-records.ts";
import { mapRecord } from "./map-record.ts";

describe("agreements", () => {
  const source = { name: "el", from: "deals", end: "slut", yearlyValue: "amount" };
  const deal = (
    properties: Readonly<Record<string, string | null>>,
    more: Readonly<Record<string, unknown>> = {},
    contactId: string | undefined = "9",
  ) =>
    mapRecord(
      "deals",
      { record: record(properties), contactId },
      mappingWith({ agreements: [{ ...source, ...more }], purchases: [] }),
    );
  const won = { hs_is_closed_won: "true", dealname: "El 3 år", closedate: "2026-03-01T22:30:00Z" };

  test("begin on the portal's day, not on that of Greenwich", () => {
    const night = { ...won, closedate: "2026-02-28T23:30:00Z", slut: "1835308800000" };
    expect(deal(night).signals).toMatchObject([
      { agreement: { start: "2026-03-01", end: "2028-02-28", status: "active", kind: "el" } },
    ]);
  });

  test("are worth minor units of their currency", () => {
    const yen = { ...won, amount: "12990", deal_currency_code: "JPY" };
    expect(deal({ ...won, amount: "1299.5" }).signals).toMatchObject([
      { agreement: { yearlyValue: 129_950, currency: "SEK" } },
    ]);
    expect(deal(yen).signals).toMatchObject([
      { agreement: { yearlyValue: 12_990, currency: "JPY" } },
    ]);
  });

  test("are those in the stages and pipelines of the settings alone", () => {
    const staged = { statuses: { s1: "ordered" }, pipelines: ["p1"] };
    expect(deal({ ...won, dealstage: "s1", pipeline: "p1" }, staged).signals).toMatchObject([
      { agreement: { status: "ordered" } },
    ]);
    expect(deal({ ...won, dealstage: "s2", pipeline: "p1" }, staged).signals).toEqual([]);
    expect(deal({ ...won, dealstage: "s1", pipeline: "p2" }, staged).signals).toEqual([]);
    expect(deal({ ...won, hs_is_closed_won: "false" }).signals).toEqual([]);
  });

  test("without a contact are a problem that says what to do", () => {
    const { signals, problems } = mapRecord(
      "deals",
      { record: record(won), contactId: undefined },
      mappingWith({ agreements: [source], purchases: [] }),
    );
    expect(signals).toEqual([]);
    expect(problems).toMatchObject([{ message: expect.stringContaining("add the contact") }]);
  });

  test("name what they renew by our id, from the number of the record", () => {
    expect(deal({ ...won, forra: "77" }, { renewalOf: "forra" }).signals).toMatchObject([
      { agreement: { renewalOf: "deal:77" } },
    ]);
  });

  test("that were deleted are cancelled on that day", () => {
    const archived = record(won, { archived: true, archivedAt: "2026-05-01T10:00:00.000Z" });
    const { signals } = mapRecord(
      "deals",
      { record: archived, contactId: "9" },
      mappingWith({ agreements: [source], purchases: [] }),
    );
    expect(signals).toMatchObject([
      { agreement: { status: "cancelled", cancelledAt: "2026-05-01T10:00:00.000Z" } },
    ]);
  });

  test("may be dates on the contact, where the contact has them", () => {
    const agreements = [{ name: "bredband", from: "contact-dates", start: "fran", end: "till" }];
    const contact = (properties: Readonly<Record<string, string>>) =>
      mapRecord(
        "contacts",
        { record: record(properties), contactId: "123" },
        mappingWith({ agreements }),
      );
    const dated = contact({ fran: "2026-01-01", till: "2026-12-31" });
    expect(dated.signals.at(-1)).toMatchObject({
      agreement: { id: "contact:123:bredband", customerId: "123", end: "2026-12-31" },
    });
    expect(contact({ fran: "2026-01-01" }).signals).toHaveLength(1);
  });

  test("may be HubSpot's own subscriptions", () => {
    const subscription = (hs_status: string) =>
      mapRecord(
        "subscriptions",
        {
          record: record({
            hs_status,
            hs_recurring_billing_start_date: "2026-01-15",
            hs_name: "Guld",
          }),
          contactId: "9",
        },
        mappingWith({ agreements: [{ name: "abo", from: "subscriptions" }] }),
      ).signals;
    expect(subscription("past_due")).toMatchObject([
      {
        agreement: {
          id: "subscription:123",
          status: "active",
          product: "Guld",
          start: "2026-01-15",
        },
      },
    ]);
    expect(subscription("canceled")).toMatchObject([{ agreement: { status: "cancelled" } }]);
    expect(subscription("something-new")).toEqual([]);
  });

  test("may be a type of the portal's own", () => {
    const agreements = [
      { name: "hyra", from: "2-3000001", start: "fran", product: { property: "objekt" } },
    ];
    const { signals } = mapRecord(
      "2-3000001",
      { record: record({ fran: "2026-01-01", objekt: "Lgh 3" }), contactId: "9" },
      mappingWith({ agreements }),
    );
    expect(signals).toMatchObject([{ agreement: { id: "2-3000001:123", product: "Lgh 3" } }]);
  });
});

describe("purchases", () => {
  const purchase = (type: string, properties: Record<string, string>, settings = {}) =>
    mapRecord(type, { record: record(properties), contactId: "9" }, mappingWith(settings));
  const won = { hs_is_closed_won: "true", closedate: "2026-03-01T09:00:00Z" };

  test("are the deals won, without any settings", () => {
    expect(purchase("deals", { ...won, amount: "499" }).signals).toMatchObject([
      {
        type: "purchase.made",
        purchase: {
          id: "deal:123",
          customerId: "9",
          amount: 49_900,
          at: "2026-03-01T09:00:00.000Z",
        },
      },
    ]);
    expect(purchase("deals", { hs_is_closed_won: "false", amount: "499" }).signals).toEqual([]);
  });

  test("without an amount are a problem, and no purchase of nothing", () => {
    const { signals, problems } = purchase("deals", won);
    expect(signals).toEqual([]);
    expect(problems).toMatchObject([{ place: "amount" }]);
  });

  test("of a subscription are its payments, each told once", () => {
    const settings = { purchases: [{ name: "abo", from: "subscriptions" }] };
    const paid = { hs_last_payment_amount: "99", hs_number_of_completed_payments: "3" };
    const { signals } = purchase("subscriptions", paid, settings);
    expect(signals).toMatchObject([{ purchase: { id: "subscription:123:3", amount: 9_900 } }]);
    const later = mapRecord(
      "subscriptions",
      { record: record(paid, { updatedAt: "2026-04-01T08:00:00.000Z" }), contactId: "9" },
      mappingWith(settings),
    );
    expect(later.signals[0]?.id).toBe(signals[0]?.id);
  });
});
