import { describe, expect, test } from "vitest";
import { z } from "zod";
import { WebhookMapping } from "./mapping.ts";
import { tryMapping } from "./try-mapping.ts";

const RULE = {
  name: "orders",
  gives: "purchase",
  id: "$.id",
  at: "$.at",
  fields: { customerId: "$.customer", amount: "$.amount" },
};

function faults(rule: object): readonly string[] {
  const { problems } = tryMapping({ version: 1, rules: [{ ...RULE, ...rule }] }, { body: {} });
  return problems.map(({ place, message }) => `${place} | ${message}`);
}

describe("a mapping", () => {
  test("that is right has no faults", () => {
    expect(faults({})).toEqual([]);
  });

  test("names the rule and the field that are wrong, and what would be right", () => {
    const { amount, ...fields } = { ...RULE.fields, total: "$.x" };
    expect([amount, faults({ fields })]).toEqual([
      "$.amount",
      [
        "rules[0].fields.total | orders: purchase has no field total; write one of customerId, amount, currency, quantity, category, channel, discount, margin",
        "rules[0].fields | orders: purchase needs the field amount",
      ],
    ]);
    expect(faults({ attributes: { a: "$.a" } })).toEqual([
      "rules[0].attributes | orders: purchase has no attributes",
    ]);
    expect(faults({ id: undefined })).toEqual(["rules[0].id | orders: purchase needs an id"]);
    expect(faults({ each: "@.items[*]" })).toEqual([
      "rules[0].each | orders: each starts at the body, with $",
    ]);
  });

  test.each([
    ["no JSONPath", "order.id"],
    ["no JSONPath", "$.a["],
    ["..", "$..id"],
    ["one selector", "$.a['b','c']"],
    ["functions", "$.a[?match(@.b, '(a+)+$')]"],
    ["functions", "$.a[?length(@.b) > 1]"],
    ["about @", "$.a[?@.b == $.c]"],
    ["one value", "$.a[?@.b[*]]"],
    ["one value", "$.a[?@.b[?@.c]]"],
  ])("refuses a path with the reason: %s in %s", (reason, path) => {
    const result = WebhookMapping.safeParse({ version: 1, rules: [{ ...RULE, each: path }] });
    expect(result.error?.issues[0]?.message).toContain(reason);
  });

  test.each([
    { convert: ["reverse"] },
    { convert: [{ number: ",", times: 2 }] },
    { convert: [{ otherwise: 1 }] },
    { convert: [{ date: "DD/MM/YY" }] },
    { convert: [{ instant: "YYYY-MM-DD" }] },
    { convert: [{ money: "kronor" }] },
    { convert: [{ phone: "Sverige" }] },
    { constant: 1 },
    { with: "-" },
    { script: "1" },
  ])("refuses what is not in the closed list: %j", (more) => {
    const amount = { path: "$.amount", ...more };
    expect(faults({ fields: { ...RULE.fields, amount } })).not.toEqual([]);
  });

  test("has one name for each rule, a version, and not too many rules", () => {
    const of = (rules: number, version = 1) =>
      WebhookMapping.safeParse({
        version,
        rules: Array.from({ length: rules }, (_, index) => ({ ...RULE, name: `r-${index}` })),
      }).success;
    expect([of(1), of(50), of(51), of(0), of(1, 2)]).toEqual([true, true, false, false, false]);
    const twice = WebhookMapping.safeParse({ version: 1, rules: [RULE, RULE] });
    expect(twice.error?.issues[0]?.message).toBe("orders: two rules have this name");
  });

  test("is described by a JSON Schema, for forms and editors", () => {
    const schema = JSON.stringify(z.toJSONSchema(WebhookMapping, { io: "input" }));
    expect(schema).toContain('"maxItems":50');
    expect(schema).toContain("The zone of times without one.");
  });
});

describe("trying a mapping", () => {
  const body = { id: 1, at: "2026-03-02T09:00:00Z", customer: 7, amount: 12_50 };
  const mapping = {
    version: 1,
    rules: [
      { ...RULE, match: [{ path: "$.amount", exists: true }] },
      { ...RULE, name: "refunds", match: [{ header: "x-topic", equals: "refund" }] },
    ],
  };

  test("tells of each rule whether it matched, why not, and what it gives", () => {
    const { problems, rules } = tryMapping(mapping, { body });
    expect(problems).toEqual([]);
    expect(rules).toEqual([
      {
        ...{ rule: "orders", gives: "purchase", matched: true, items: 1, problems: [] },
        signals: [expect.objectContaining({ id: "purchase:1:2026-03-02T09:00:00.000Z" })],
      },
      {
        ...{ rule: "refunds", gives: "purchase", matched: false, items: 0 },
        ...{ unmet: 'header x-topic is not "refund"', signals: [], problems: [] },
      },
    ]);
  });

  test("takes the sample as a text too, and headers in any case", () => {
    const sample = { body: JSON.stringify(body), headers: { "X-Topic": "refund" } };
    expect(tryMapping(mapping, sample).rules.map(({ matched }) => matched)).toEqual([true, true]);
  });

  test("says what is wrong with a sample, a mapping, and what is neither", () => {
    expect(tryMapping(mapping, { body: "{" }).problems).toEqual([
      { place: "body", message: "not JSON" },
    ]);
    expect(tryMapping(mapping, { body: undefined }).problems).toEqual([
      { place: "body", message: "not JSON" },
    ]);
    expect(tryMapping(7, { body }).problems[0]?.place).toBe("mapping");
  });
});
