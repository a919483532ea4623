import { signWebhook } from "@perennial/connector-kit";
import { describe, expect, test } from "vitest";
import changed from "./__fixtures__/records-changed.json" with { type: "json" };
import { createWebhook } from "./webhook-connector.ts";

const webhookConnector = createWebhook();

const NOW = "2026-03-02T09:00:30.000Z";
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const PREVIOUS = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
const settings = {
  baseUrl: "https://crm.example",
  token: "t0k3n-canary",
  signingSecret: SECRET,
  previousSigningSecret: PREVIOUS,
};
const { inbound } = webhookConnector;
const { items } = changed.data;

function request(body: unknown, { at = NOW, secrets = [SECRET], id = "evt_1" } = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers = signWebhook({ id, at, body: text, secrets });
  return { method: "POST", url: "https://p.example/hooks/1", headers, body: text };
}

function meaning(body: unknown) {
  return inbound?.toSignals(request(body), settings);
}

function withItems(...list: unknown[]) {
  return meaning({ ...changed, data: { items: list } });
}

describe("judging a delivery", () => {
  test("the present and the previous secret are honoured", () => {
    for (const secrets of [[SECRET], [PREVIOUS]]) {
      const verdict = inbound?.verify(request(changed, { secrets }), settings, NOW);
      expect(verdict).toEqual({ genuine: true, deliveryId: "evt_1" });
    }
  });

  test("a tampered and a stale delivery are refused", () => {
    const tampered = { ...request(changed), body: JSON.stringify(changed).replace("Anna", "Anne") };
    expect(inbound?.verify(tampered, settings, NOW).genuine).toBe(false);
    const stale = request(changed, { at: "2026-03-02T08:55:00.000Z" });
    expect(inbound?.verify(stale, settings, NOW).genuine).toBe(false);
  });
});

describe("understanding a delivery", () => {
  test("each kind of record becomes its signal, named after the record and its moment", () => {
    const understanding = meaning(changed);
    expect(understanding?.problems).toEqual([]);
    expect(understanding?.signals.map(({ type, id, at }) => [type, id, at])).toEqual([
      ["customer.changed", "customer:c-1001:2026-03-02T09:00:00.000Z", "2026-03-02T09:00:00.000Z"],
      [
        "agreement.changed",
        "agreement:a-2001:2026-03-02T09:00:01.000Z",
        "2026-03-02T09:00:01.000Z",
      ],
      ["purchase.made", "purchase:p-3001:2026-02-27T13:20:00.000Z", "2026-02-27T13:20:00.000Z"],
      ["consent.changed", "consent:k-4001:2026-01-15T18:02:11.000Z", "2026-01-15T18:02:11.000Z"],
    ]);
  });

  test("a record keeps its own fields and gets the contract's defaults", () => {
    const [signal] = withItems(items[1])?.signals ?? [];
    expect(signal).toMatchObject({
      agreement: { id: "a-2001", product: "Fast 3 år", party: "own", currency: "SEK" },
    });
  });

  test("told again in another delivery the signals are the same", () => {
    const again = inbound?.toSignals(request(changed, { id: "evt_2" }), settings);
    expect(again).toEqual(meaning(changed));
  });

  test("a record changed since has another id", () => {
    const [item] = items;
    const later = { ...item?.record, updatedAt: "2026-03-02T09:05:00.000Z" };
    const ids = withItems(item, { ...item, record: later })?.signals.map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });

  test("wrong items are named with what is wrong, and the good ones stand", () => {
    const [customer, agreement] = items;
    const understanding = withItems(
      customer,
      { ...agreement, record: { ...agreement?.record, end: "31 maj" } },
      { ...agreement, type: "contract" },
      { ...agreement, id: "a-9" },
      { type: "customer", id: "c-1" },
      { ...customer, record: { ...customer?.record, shoeSize: 43 } },
      "nonsense",
    );
    expect(understanding?.signals.map(({ type }) => type)).toEqual(["customer.changed"]);
    expect(understanding?.problems).toEqual([
      problem(1, /^agreement a-2001: agreement\.end: /),
      problem(2, /^type: unknown; write one of customer, agreement, purchase, consent, /),
      problem(3, /^agreement a-9: record\.id has to be the item's id$/),
      problem(4, /^record: /),
      problem(5, /^customer c-1001: customer: .*"shoeSize"/),
      problem(6, /expected object/),
    ]);
  });

  test("five hundred items are understood in one go", () => {
    const many = Array.from({ length: 500 }, (_, index) => {
      const id = `c-${index}`;
      return { ...items[0], id, record: { ...items[0]?.record, id } };
    });
    expect(withItems(...many)?.signals).toHaveLength(500);
  });

  test("an unknown event means nothing", () => {
    expect(meaning({ type: "records.archived", data: {} })).toEqual({ signals: [], problems: [] });
  });

  test("a body without items, or not JSON, is a problem of the whole", () => {
    expect(meaning({ type: "records.changed", data: {} })?.problems).toMatchObject([
      { place: "data" },
    ]);
    expect(meaning("a=1&b=2")?.problems).toEqual([{ place: "body", message: "not JSON" }]);
  });
});

function problem(index: number, message: RegExp) {
  return { place: `data.items[${index}]`, message: expect.stringMatching(message) };
}

test("our protocol tells of contacts, of answers and of customers that are gone, too", () => {
  const at = "2026-03-02T09:00:00.000Z";
  const call = { id: "i-1", customerId: "c-1001", at, kind: "call", direction: "in" };
  const { signals, problems } = withItems(
    { type: "interaction", id: "i-1", record: { ...call, channel: "phone", text: "Fråga" } },
    { type: "message.replied", id: "r-1", record: { at, channel: "sms", from: "+46", text: "JA" } },
    { type: "customer.deleted", id: "c-1001", record: { at } },
  ) ?? { signals: [], problems: [] };
  expect(problems).toEqual([]);
  expect(signals).toMatchObject([
    { id: `interaction:i-1:${at}`, interaction: { text: "Fråga" } },
    { id: `message.replied:r-1:${at}`, from: "+46", text: "JA" },
    { id: `customer.deleted:c-1001:${at}`, customerId: "c-1001" },
  ]);
});
