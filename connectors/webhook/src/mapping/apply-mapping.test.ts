import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyMapping } from "./apply-mapping.ts";
import { WebhookMapping } from "./mapping.ts";

const AT = "2026-03-02T09:00:00.000Z";

function mapping(rule: object, more: object = {}): WebhookMapping {
  return WebhookMapping.parse({ version: 1, rules: [rule], ...more });
}

const CUSTOMERS = {
  name: "customers",
  match: [{ path: "$.event", in: ["customer", "all"] }],
  each: "$.items[*]",
  gives: "customer",
  id: "@.id",
  at: "@.at",
  fields: { name: "@.name", mobile: { path: "@.mobile", convert: [{ phone: "SE" }] } },
};

function meaning(body: unknown, of: WebhookMapping = mapping(CUSTOMERS), headers = {}) {
  return applyMapping(of, {
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers,
  });
}

const anna = { id: 1, name: "Anna", at: "2026-03-02T10:00:00+01:00", mobile: "070-174 06 05" };

describe("a delivery", () => {
  test("gives a record for each item, in the contract's form and with a stable id", () => {
    const first = meaning({ event: "all", items: [anna] });
    expect(first.problems).toEqual([]);
    expect(first.signals).toEqual([
      {
        ...{ type: "customer.changed", id: `customer:1:${AT}`, at: AT },
        customer: expect.objectContaining({ id: "1", mobile: "+46701740605", updatedAt: AT }),
      },
    ]);
    expect(meaning({ items: [{ ...anna, more: 1 }], event: "all" }).signals).toEqual(first.signals);
  });

  test("that no rule is about means nothing, and so do items that are not there", () => {
    for (const body of [{ event: "other", items: [anna] }, { event: "all" }, {}, [], 7, null]) {
      expect(meaning(body)).toEqual({ signals: [], problems: [] });
    }
  });

  test("loses only the items that are wrong, and each problem has its place and its rule", () => {
    const items = [
      { ...anna, mobile: "none" },
      anna,
      { ...anna, id: 2, name: undefined },
      { ...anna, id: null },
      { ...anna, at: "yesterday", name: { a: 1 } },
      7,
    ];
    const { signals, problems } = meaning({ event: "all", items });
    expect(signals.map(({ id }) => id)).toEqual([`customer:1:${AT}`]);
    expect(problems).toEqual([
      {
        place: "items[0]",
        message: "customers: fields.mobile: no telephone number of SE or with a country code",
      },
      { place: "items[2]", message: expect.stringMatching(/^customers: customer\.name: /) },
      { place: "items[3]", message: "customers: id: there is none" },
      {
        place: "items[4]",
        message:
          "customers: at: not written as iso; fields.name: @.name is a list or a group of values",
      },
      { place: "items[5]", message: "customers: id: there is none" },
    ]);
  });

  test("tells no value of a person in a problem", () => {
    const items = [{ ...anna, at: "canary-1", mobile: "canary-2", name: 7 }];
    expect(JSON.stringify(meaning({ event: "all", items }).problems)).not.toContain("canary");
  });

  test("may be matched by a header, by an item and by what is not there", () => {
    const rule = {
      ...CUSTOMERS,
      match: [
        { header: "X-Topic", equals: "customers" },
        { path: "$.test", exists: false },
        { path: "$.guest", not: 0 },
        { path: "@.kind", equals: 2 },
      ],
    };
    const items = [anna, { ...anna, id: 2, kind: "2" }, { ...anna, id: 3, kind: 2 }];
    const of = mapping(rule);
    const ids = (body: object, headers: object) =>
      meaning(body, of, headers).signals.map(({ id }) => id.split(":")[1]);
    expect(ids({ items }, { "x-topic": "customers" })).toEqual(["2", "3"]);
    expect(ids({ items }, { "x-topic": "orders" })).toEqual([]);
    expect(ids({ items, test: 1 }, { "x-topic": "customers" })).toEqual([]);
    expect(ids({ items, guest: "0" }, { "x-topic": "customers" })).toEqual([]);
    expect(ids({ items, guest: 1 }, { "x-topic": "customers" })).toEqual(["2", "3"]);
  });

  test("keeps long ids exactly, for a double would round them", () => {
    const body = JSON.stringify({ event: "all", items: [anna] }).replace(
      '"id":1',
      '"id":820982911946154508',
    );
    expect(meaning(body).signals[0]?.id).toBe(`customer:820982911946154508:${AT}`);
  });
});

describe("the work a delivery can make", () => {
  test("ends after a thousand items, with the place where it ended", () => {
    const items = Array.from({ length: 1_500 }, (_, id) => ({ ...anna, id }));
    const { signals, problems } = meaning({ event: "all", items });
    expect(signals).toHaveLength(1_000);
    expect(problems).toEqual([
      {
        place: "items[1000]",
        message: "customers: too many items; this and the rest are not read",
      },
    ]);
  });

  test("is nothing for a body that is too deep or not JSON", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(meaning(deep).problems).toEqual([
      { place: "body", message: "lists and groups stand more than 64 deep" },
    ]);
    for (const body of ["", "nonsense", "a=1&b=2", "<xml/>", '{"event":"all"']) {
      expect(meaning(body).problems).toEqual([{ place: "body", message: "not JSON" }]);
    }
  });

  test("counts brackets in texts for nothing, and takes a byte order mark", () => {
    const name = `${"[{".repeat(100)}\\"`;
    const body = `\ufeff${JSON.stringify({ event: "all", items: [{ ...anna, name }] })}`;
    expect(meaning(body).signals).toHaveLength(1);
  });
});

describe("names of the language", () => {
  test("are ordinary names of a body, and what a body lacks is not found in the language", () => {
    const of = mapping({
      ...{ name: "odd", gives: "customer", id: "$.id", at: { constant: AT } },
      fields: { name: "$.__proto__.name", owner: "$.constructor.name", tier: "$.toString" },
      attributes: { proto: "$['__proto__']['name']" },
    });
    const body = '{"id":1,"__proto__":{"name":"Own"}}';
    expect(meaning(body, of).signals).toEqual([
      expect.objectContaining({
        customer: expect.objectContaining({ name: "Own", attributes: { proto: "Own" } }),
      }),
    ]);
    expect(meaning(body, of).signals[0]).not.toHaveProperty("customer.owner");
    expect({}).not.toHaveProperty("name");
  });

  test("cannot be attributes", () => {
    const named = (name: string) =>
      WebhookMapping.safeParse({
        version: 1,
        rules: [{ ...CUSTOMERS, attributes: JSON.parse(`{"${name}":"$.x"}`) }],
      });
    for (const name of ["constructor", "prototype"]) expect(named(name).success).toBe(false);
    const proto = named("__proto__");
    if (proto.success) expect(Object.keys(proto.data.rules[0]?.attributes ?? {})).toEqual([]);
  });
});

test("whatever comes, what it gives is a signal or a problem, and nothing throws", () => {
  const items = fc.array(
    fc.oneof(
      fc.record({ id: fc.jsonValue(), name: fc.jsonValue(), at: fc.jsonValue() }),
      fc.jsonValue(),
    ),
    { maxLength: 5 },
  );
  const property = fc.property(items, fc.jsonValue(), (told, other) => {
    const { signals, problems } = meaning({ event: "all", items: told });
    expect(signals.length + problems.length).toBe(told.length);
    expect(() => meaning(other as object)).not.toThrow();
  });
  fc.assert(property, { seed: 46, numRuns: 300 });
});

describe("what customers do beside buying", () => {
  const at = "@.at";

  test("an invitation and a recommendation are records that change", () => {
    const told = {
      at: AT,
      id: 7,
      who: 1,
      event: "E-1",
      title: "Kundkväll",
      begins: AT,
      said: "yes",
    };
    const invitation = mapping({
      ...{ name: "invited", each: "$[*]", gives: "invitation", id: "@.id", at },
      fields: {
        ...{ customerId: "@.who", event: "@.event", eventName: "@.title" },
        ...{ startsAt: "@.begins", answer: "@.said" },
      },
      attributes: { title: "@.title" },
    });
    expect(meaning([told], invitation)).toMatchObject({
      problems: [],
      signals: [
        { type: "invitation.changed", invitation: { id: "7", answer: "yes", updatedAt: AT } },
      ],
    });
    const referral = mapping({
      ...{ name: "referred", each: "$[*]", gives: "referral", id: "@.id", at },
      fields: { customerId: "@.who", at: "@.begins", status: { constant: "joined" } },
    });
    expect(meaning([told], referral)).toMatchObject({
      problems: [],
      signals: [
        { type: "referral.changed", referral: { status: "joined", at: AT, updatedAt: AT } },
      ],
    });
  });

  test("an answer to a question is what it tells", () => {
    const rule = mapping({
      ...{ name: "exit", gives: "survey.answered", id: "$.id", at: "$.at" },
      fields: { customerId: "$.who", survey: { constant: "exit" }, answer: "$.why" },
    });
    expect(meaning({ id: 3, at: AT, who: 1, why: "price" }, rule).signals).toEqual([
      {
        ...{ type: "survey.answered", id: `survey.answered:3:${AT}`, at: AT },
        ...{ customerId: "1", survey: "exit", answer: "price" },
      },
    ]);
  });
});
