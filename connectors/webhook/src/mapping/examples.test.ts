import { readFileSync } from "node:fs";
import type { Signal } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { tryMapping } from "./try-mapping.ts";

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

/** What a mapping of the examples makes of a sample; nothing may be wrong in either. */
function signalsOf(mapping: string, sample: string, topic = ""): readonly Signal[] {
  const { problems, rules } = tryMapping(parse(read(`../../examples/${mapping}.yaml`)), {
    body: read(`../__fixtures__/${sample}.json`),
    headers: { "X-Shopify-Topic": topic, "X-WC-Webhook-Topic": topic },
  });
  expect([...problems, ...rules.flatMap((each) => each.problems)]).toEqual([]);
  return rules.flatMap(({ signals }) => signals);
}

describe("Shopify", () => {
  test("an order that is paid is a purchase, with its long id to the last digit", () => {
    expect(signalsOf("shopify", "shopify-order", "orders/paid")).toEqual([
      {
        type: "purchase.made",
        id: "purchase:820982911946154508:2026-03-02T08:58:00.000Z",
        at: "2026-03-02T08:58:00.000Z",
        purchase: {
          ...{ id: "820982911946154508", customerId: "115310627314723954" },
          ...{ at: "2026-03-02T08:58:00.000Z", amount: 41_750, discount: 2_000 },
          ...{ currency: "SEK", quantity: 1, channel: "web" },
        },
      },
    ]);
  });

  test("a customer comes with its consent", () => {
    const signals = signalsOf("shopify", "shopify-customer", "customers/update");
    expect(signals).toMatchObject([
      {
        type: "customer.changed",
        customer: {
          ...{ id: "115310627314723954", name: "Anna Lindgren", country: "SE" },
          ...{ email: "anna.lindgren@example.com", mobile: "+46701740605" },
          customerSince: "2025-11-03",
          attributes: { tags: "klubb, nyhetsbrev", orders: 3 },
        },
      },
      {
        id: "consent:115310627314723954/email/marketing:2026-03-02T09:02:40.000Z",
        consent: { state: "given", channel: "email", source: "shopify" },
      },
    ]);
  });

  test("a topic that no rule is about means nothing", () => {
    expect(signalsOf("shopify", "shopify-order", "orders/create")).toEqual([]);
  });
});

test("WooCommerce: each line of an order is a purchase, and its buyer a customer", () => {
  const signals = signalsOf("woocommerce", "woocommerce-order", "order.updated");
  expect(signals).toMatchObject([
    {
      at: "2026-03-02T09:00:05.000Z",
      customer: {
        ...{ id: "26", name: "Lars Ek", email: "lars.ek@example.com", mobile: "+46701740605" },
        postalAddress: "Storgatan 4, 972 31, Luleå",
      },
    },
    {
      id: "purchase:727-315:2026-03-02T08:55:49.000Z",
      purchase: { amount: 99_800, quantity: 2, category: "Timer", customerId: "26" },
    },
    { purchase: { id: "727-316", amount: 24_950, quantity: 1 } },
    { consent: { customerId: "26", state: "given", at: "2026-03-02T08:55:12.000Z" } },
  ]);
});

describe("Stripe", () => {
  test("a paid invoice is a purchase in the minor units it already has", () => {
    expect(signalsOf("stripe", "stripe-invoice-paid")).toMatchObject([
      {
        at: "2026-03-02T08:59:57.000Z",
        purchase: {
          ...{ id: "in_1PgafSB1WZb0000000000002", customerId: "cus_QXg1o8vcGmoR32" },
          ...{ amount: 39_900, currency: "SEK", category: "1 × Elavtal Plus" },
        },
      },
    ]);
  });

  test("a subscription is an agreement, with local dates and what it is worth in a year", () => {
    expect(signalsOf("stripe", "stripe-subscription")).toMatchObject([
      {
        type: "agreement.changed",
        agreement: {
          ...{ id: "sub_1PgbJcB1WZb0000000000004", product: "price_1", status: "active" },
          ...{ start: "2025-03-01", end: "2027-03-01", yearlyValue: 478_800, currency: "SEK" },
        },
      },
    ]);
  });
});

describe("a Swedish CRM", () => {
  test("is read with its decimal commas, its days first and its local time", () => {
    const signals = signalsOf("swedish-crm", "swedish-crm-customer");
    expect(signals).toMatchObject([
      {
        at: "2026-03-02T09:15:30.000Z",
        customer: {
          ...{ id: "10042", kind: "person", name: "Åsa Öberg", doNotCall: false },
          ...{ email: "asa.oberg@example.se", mobile: "+46701740605" },
          attributes: { anlaggning: "735999100000012345" },
        },
      },
      {
        agreement: {
          ...{ id: "A-1001", customerId: "10042", kind: "fixed", noticeDays: 30 },
          ...{ start: "2025-04-01", end: "2026-03-31", yearlyValue: 1_499_400 },
        },
      },
    ]);
    // The service agreement is of a kind that no rule is about.
    expect(signals).toHaveLength(2);
  });

  test("tells of an answer by its number, in summer time", () => {
    expect(signalsOf("swedish-crm", "swedish-crm-reply")).toEqual([
      {
        ...{
          type: "message.replied",
          id: "message.replied:m-2026-000318:2026-07-01T06:00:00.000Z",
        },
        ...{ at: "2026-07-01T06:00:00.000Z", channel: "sms", from: "+46701740605" },
        text: "JA tack",
      },
    ]);
  });
});

test("the mapping of the README is right, and does what is said of it", () => {
  const [, mapping = ""] = /```yaml\n([\s\S]*?)```/.exec(read("../../README.md")) ?? [];
  const line = { no: 1, kind: "product", total: "1 249,50" };
  const order = { id: 7, paid: 1_772_442_000, customer: "c-1", currency: "sek" };
  const body = { order: { ...order, lines: [line, { ...line, kind: "note" }] } };
  const { problems, rules } = tryMapping(parse(mapping), {
    body,
    headers: { "X-Topic": "order.paid" },
  });
  expect(problems).toEqual([]);
  expect(rules).toMatchObject([
    {
      problems: [],
      signals: [
        {
          id: "purchase:7-1:2026-03-02T09:00:00.000Z",
          purchase: { amount: 124_950, currency: "SEK", customerId: "c-1", channel: "web" },
        },
      ],
    },
  ]);
  expect(rules[0]?.signals).toHaveLength(1);
});
