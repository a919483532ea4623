import { describe, expect, test } from "vitest";
import { compilePredicate } from "./compile-predicate.ts";
import type { Condition, Operator } from "./condition.ts";
import {
  type ExampleFacts,
  exampleFacts,
  exampleInteraction,
  examplePurchase,
} from "./example-facts.ts";
import { createCatalogue } from "./fields.ts";

const catalogue = createCatalogue({
  declared: {
    "customer.attributes.area": "text",
    "customer.attributes.score": "number",
    "customer.attributes.club": "boolean",
    "customer.attributes.birthday": "date",
    "enrolment.offer": "text",
    "signal.outcome": "text",
  },
});

function holds(condition: Condition, changes: ExampleFacts = {}): boolean {
  return compilePredicate(condition, catalogue)(exampleFacts(changes));
}

describe("a missing value", () => {
  test.each<[Operator, unknown, boolean]>([
    ["is-set", undefined, false],
    ["is-empty", undefined, true],
    ["equals", "villa", false],
    ["not-equals", "villa", true],
    ["one-of", ["villa"], false],
    ["not-one-of", ["villa"], true],
    ["contains", "v", false],
    ["starts-with", "v", false],
  ])("makes %s %j %s, whether it is absent or an empty text", (is, value, expected) => {
    const condition = { field: "customer.segment", is, value } as Condition;
    expect(holds(condition, { customer: { segment: undefined } })).toBe(expected);
    expect(holds(condition, { customer: { segment: "" } })).toBe(expected);
    // Under a not it is the other way round: nothing is unknown.
    expect(holds({ not: condition }, { customer: { segment: "" } })).toBe(!expected);
  });

  test("is what a renewal's fields are when there is no renewal", () => {
    expect(holds({ field: "renewal.id", is: "is-empty" })).toBe(true);
    expect(holds({ field: "renewal.end", is: "before", value: "9999-12-31" })).toBe(false);
    expect(holds({ field: "renewal.end", is: "not-equals", value: "2026-01-01" })).toBe(true);
    expect(
      holds({ field: "renewal.status", is: "equals", value: "ordered" }, { renewal: {} }),
    ).toBe(true);
  });

  test("is what an attribute of another type than declared is", () => {
    const attributes = { area: 3, score: "3", club: "true", birthday: "1980-1-1" };
    for (const field of ["area", "score", "club", "birthday"]) {
      const condition: Condition = { field: `customer.attributes.${field}`, is: "is-empty" };
      expect(holds(condition, { customer: { attributes } })).toBe(true);
    }
  });

  test("is what a name that every object has is", () => {
    const odd = createCatalogue({ declared: { "customer.attributes.constructor": "text" } });
    const condition: Condition = { field: "customer.attributes.constructor", is: "is-set" };
    expect(compilePredicate(condition, odd)(exampleFacts())).toBe(false);
  });
});

describe("dates", () => {
  test("a month from the last of January is the last of February", () => {
    const condition: Condition = { field: "agreement.end", is: "equals", value: "today+P1M" };
    const at = { now: "2026-01-31T10:00:00.000Z", today: "2026-01-31" };
    expect(holds(condition, { ...at, agreement: { end: "2026-02-28" } })).toBe(true);
  });

  test("a moment belongs to the day it has in the tenant's zone, over the night the clocks change", () => {
    const on: Condition = { field: "agreement.signedAt", is: "equals", value: "2026-03-29" };
    const signed = (signedAt: string) => holds(on, { agreement: { signedAt } });
    expect(signed("2026-03-28T22:59:59.999Z")).toBe(false);
    expect(signed("2026-03-28T23:00:00.000Z")).toBe(true);
    // The day has 23 hours: it ends an hour earlier in UTC than the day before.
    expect(signed("2026-03-29T21:59:59.999Z")).toBe(true);
    expect(signed("2026-03-29T22:00:00.000Z")).toBe(false);
  });

  test("the same compiled condition follows the day and the zone of the facts", () => {
    const predicate = compilePredicate(
      { field: "agreement.signedAt", is: "on-or-after", value: "today" },
      catalogue,
    );
    const agreement = { signedAt: "2026-03-22T20:00:00.000Z" };
    expect(predicate(exampleFacts({ agreement }))).toBe(true);
    expect(predicate(exampleFacts({ agreement, today: "2026-03-23" }))).toBe(false);
    const tokyo = exampleFacts({ agreement, today: "2026-03-23", zone: "Asia/Tokyo" });
    expect(predicate(tokyo)).toBe(true);
  });

  test("the ends of the calendar can be asked about", () => {
    const agreement = { end: "9999-12-31", signedAt: "2026-03-01T00:00:00.000Z" };
    expect(
      holds({ field: "agreement.end", is: "on-or-before", value: "9999-12-31" }, { agreement }),
    ).toBe(true);
    expect(
      holds({ field: "agreement.signedAt", is: "before", value: "9999-12-31" }, { agreement }),
    ).toBe(true);
    expect(
      holds({ field: "agreement.signedAt", is: "after", value: "0001-01-01" }, { agreement }),
    ).toBe(true);
  });
});

describe("figures", () => {
  const purchases = [
    examplePurchase({ id: "1", at: "2026-03-20T23:00:00.000Z", amount: 10_000, category: "el" }),
    examplePurchase({ id: "2", at: "2026-02-20T10:00:00.000Z", amount: 20_000, quantity: 0.1 }),
    examplePurchase({ id: "3", at: "2025-02-20T10:00:00.000Z", amount: -5_000, quantity: 0.2 }),
    examplePurchase({ id: "4", at: "2026-03-22T11:30:00.001Z", amount: 99_000 }),
  ];

  test("a window begins at the start of its first day and ends now", () => {
    const count = (within: string, value: number) => {
      return holds({ count: "purchases", is: "equals", value, within }, { purchases });
    };
    expect(count("P1D", 1)).toBe(true);
    expect(count("P0D", 0)).toBe(true);
    expect(count("P1M", 1)).toBe(true);
    expect(count("P30D", 2)).toBe(true);
    expect(holds({ count: "purchases", is: "equals", value: 3 }, { purchases })).toBe(true);
  });

  test("sums are exact, whatever the order and the decimals", () => {
    const sum = (value: number): Condition => ({ sum: "purchases.quantity", is: "equals", value });
    expect(holds(sum(1.3), { purchases })).toBe(true);
    expect(holds(sum(1.3), { purchases: purchases.toReversed() })).toBe(true);
    const big = Number.MAX_SAFE_INTEGER;
    const amounts = [big, big, -big, 1].map((amount, i) => examplePurchase({ id: `${i}`, amount }));
    const total: Condition = { sum: "purchases.amount", is: "more-than", value: big };
    expect(holds(total, { purchases: amounts })).toBe(true);
    expect(holds(total, { purchases: amounts.slice(0, 3) })).toBe(false);
  });

  test("only records that satisfy every test of where are counted", () => {
    const interactions = [
      exampleInteraction({ id: "1", kind: "reply", direction: "in" }),
      exampleInteraction({ id: "2", kind: "reply", direction: "in", outcome: "stop" }),
      exampleInteraction({ id: "3" }),
    ];
    const where = [
      { field: "kind", is: "equals", value: "reply" },
      { field: "outcome", is: "is-empty" },
    ] as const;
    const condition: Condition = {
      count: "interactions",
      is: "equals",
      value: 1,
      where: [...where],
    };
    expect(holds(condition, { interactions })).toBe(true);
  });
});
