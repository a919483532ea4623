import { expect, test } from "vitest";
import { compareBodies } from "./compare-bodies.ts";

const mapping = {
  version: 1,
  rules: [
    {
      ...{ name: "orders", match: [{ path: "$.type", equals: "order" }], gives: "purchase" },
      ...{ each: "$.lines[*]", id: "@.sku", at: "$.at" },
      fields: { customerId: "$.customer.id", amount: "@.price", currency: { constant: "SEK" } },
    },
    {
      ...{ name: "gone", match: [{ path: "$.type", equals: "gone" }], gives: "customer.deleted" },
      ...{ id: "$.who", at: "$.at", fields: {} },
    },
  ],
};
const order = (line: object) => ({
  body: {
    type: "order",
    at: "2026-03-02T08:00:00Z",
    customer: { id: 7, mail: "a@b.se" },
    lines: [line],
  },
});

test("fields that no rule reads are told with samples, however many items have them", () => {
  const { unmapped, unseen } = compareBodies(mapping, [
    order({ sku: "a", price: 5, colour: "red" }),
    order({ sku: "b", price: 6, colour: "blue" }),
  ]);
  expect(unmapped).toEqual([
    { path: "customer.mail", samples: ["a@b.se"], count: 2 },
    { path: "lines[*].colour", samples: ["red", "blue"], count: 2 },
  ]);
  expect(unseen).toEqual([]);
});

test("a field that was renamed is told with what it may be called now", () => {
  const { unseen } = compareBodies(mapping, [order({ sku: "a", unit_price: 5 })]);
  expect(unseen).toEqual([{ path: "@.price", like: "lines[*].unit_price" }]);
});

test("what is no mapping, or no JSON, is compared with nothing", () => {
  expect(compareBodies({}, [order({})])).toEqual({ unmapped: [], unseen: [] });
  expect(compareBodies(mapping, [{ body: "<order/>" }])).toEqual({ unmapped: [], unseen: [] });
});
