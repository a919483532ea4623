import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import type { Facts } from "../facts/facts.ts";
import { compilePredicate } from "./compile-predicate.ts";
import type { Condition, Operator } from "./condition.ts";
import {
  type ExampleFacts,
  exampleFacts,
  exampleInteraction,
  examplePurchase,
} from "./example-facts.ts";
import { createCatalogue } from "./fields.ts";
import { readField } from "./read-field.ts";

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

describe("closures and a plain interpreter agree", () => {
  const dates = [
    "2026-03-21",
    "2026-03-22",
    "2026-03-29",
    "2026-10-25",
    "today",
    "today+P7D",
    "today-P1M",
  ];
  const operand: Readonly<Record<string, fc.Arbitrary<Partial<Record<"is" | "value", unknown>>>>> =
    {
      text: fc.oneof(
        fc.record({
          is: fc.constantFrom("equals", "not-equals", "contains", "starts-with"),
          value: fc.constantFrom("villa", "vi", "å"),
        }),
        fc.record({
          is: fc.constantFrom("one-of", "not-one-of"),
          value: fc.constant(["villa", "å"]),
        }),
      ),
      number: fc.record({
        is: fc.constantFrom(
          "equals",
          "not-equals",
          "less-than",
          "at-most",
          "at-least",
          "more-than",
        ),
        value: fc.constantFrom(0, -0, 1, 30, Number.MAX_SAFE_INTEGER),
      }),
      boolean: fc.record({ is: fc.constantFrom("equals", "not-equals"), value: fc.boolean() }),
      date: fc.record({
        is: fc.constantFrom(
          "equals",
          "not-equals",
          "before",
          "on-or-before",
          "on-or-after",
          "after",
        ),
        value: fc.constantFrom(...dates),
      }),
    };
  const fields = [
    ["customer.segment", "text"],
    ["customer.attributes.area", "text"],
    ["customer.attributes.score", "number"],
    ["customer.doNotCall", "boolean"],
    ["agreement.noticeDays", "number"],
    ["agreement.end", "date"],
    ["customer.attributes.birthday", "date"],
    ["agreement.signedAt", "date"],
    ["renewal.signedAt", "date"],
  ] as const;
  const leaf = fc.constantFrom(...fields).chain(([field, type]) => {
    const presence = fc.record({ is: fc.constantFrom("is-set", "is-empty") });
    return fc
      .oneof({ weight: 4, arbitrary: operand[type] ?? presence }, presence)
      .map((rest) => ({ field, ...rest }) as Condition);
  });
  const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.array(tie("tree"), { minLength: 1, maxLength: 4 }).map((all) => ({ all })),
      fc.array(tie("tree"), { minLength: 1, maxLength: 4 }).map((any) => ({ any })),
      tie("tree").map((not) => ({ not })),
    ),
  }));
  const moment = fc.constantFrom(
    "2026-03-28T22:59:59.999Z",
    "2026-03-28T23:00:00.000Z",
    "2026-10-24T22:00:00.000Z",
    "2026-10-25T22:59:59.999Z",
    undefined,
  );
  const facts = fc
    .record({
      segment: fc.constantFrom("villa", "", "åvilla", undefined),
      area: fc.constantFrom<(string | number | null)[]>("villa", 1, null, "å"),
      score: fc.constantFrom<(string | number | null)[]>(-0, 1, 1e21, "1", null),
      doNotCall: fc.boolean(),
      noticeDays: fc.constantFrom(0, 1, 30, undefined),
      end: fc.constantFrom("2026-02-22", "2026-03-22", "2026-03-29", undefined),
      birthday: fc.constantFrom("2026-03-29", "29/3", 7),
      signedAt: moment,
      renewed: moment,
      zone: fc.constantFrom("Europe/Stockholm", "America/New_York", "Asia/Kathmandu"),
    })
    .map(
      ({ segment, area, score, doNotCall, noticeDays, end, birthday, signedAt, renewed, zone }) =>
        exampleFacts({
          zone,
          customer: { segment, doNotCall, attributes: { area, score, birthday } },
          agreement: { noticeDays, end, signedAt },
          ...(renewed && { renewal: { signedAt: renewed } }),
        }),
    );

  test("for generated conditions and facts", () => {
    fc.assert(
      fc.property(tree, facts, (condition, known) => {
        expect(compilePredicate(condition, catalogue)(known)).toBe(interpret(condition, known));
      }),
      { seed: 20260322, numRuns: 3_000 },
    );
  });
});

/** Evaluates a condition the plain way: read, convert, compare; local dates by Temporal. */
function interpret(condition: Condition, facts: Facts): boolean {
  if ("all" in condition) return condition.all.every((part) => interpret(part, facts));
  if ("any" in condition) return condition.any.some((part) => interpret(part, facts));
  if ("not" in condition) return !interpret(condition.not, facts);
  if (!("field" in condition)) throw new Error("figures have tests of their own");
  const { field, is } = condition;
  const type = catalogue.fields.get(field)?.type;
  const stored = catalogue.fields.get(field)?.read(facts);
  expect(stored).toEqual(stored === undefined ? undefined : readField(facts, field));
  const empty = stored === undefined || stored === null || stored === "";
  if (is === "is-empty") return empty;
  if (is === "is-set") return !empty;
  if (is.startsWith("not-")) {
    const positive = is === "not-equals" ? "equals" : "one-of";
    return !interpret({ ...condition, is: positive }, facts);
  }
  if (empty) return false;
  if (type === "date" || type === "instant") {
    const seen =
      type === "date"
        ? Temporal.PlainDate.from(String(stored))
        : Temporal.Instant.from(String(stored)).toZonedDateTimeISO(facts.zone).toPlainDate();
    const order = Temporal.PlainDate.compare(seen, wantedDate(String(condition.value), facts));
    if (is === "equals") return order === 0;
    if (is === "before") return order < 0;
    if (is === "on-or-before") return order <= 0;
    return is === "after" ? order > 0 : order >= 0;
  }
  const { value } = condition;
  if (Array.isArray(value)) return value.some((each) => each === stored);
  if (is === "equals") return stored === value;
  if (is === "contains") return String(stored).includes(String(value));
  if (is === "starts-with") return String(stored).startsWith(String(value));
  const difference = Number(stored) - Number(value);
  if (is === "less-than") return difference < 0;
  if (is === "at-most") return difference <= 0;
  return is === "more-than" ? difference > 0 : difference >= 0;
}

function wantedDate(text: string, facts: Facts): Temporal.PlainDate {
  if (!text.startsWith("today")) return Temporal.PlainDate.from(text);
  const today = Temporal.PlainDate.from(facts.today);
  return text === "today" ? today : today.add(text.slice("today".length));
}
