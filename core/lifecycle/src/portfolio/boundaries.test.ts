import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bandBoundaries,
  bandOf,
  compareByValue,
  shareCount,
  type ValuedCustomer,
  valueBoundaries,
  valueClassOf,
} from "./boundaries.ts";
import { compareIds } from "./compare-ids.ts";

const BANDS: [number, number, number] = [20, 50, 30];
const base = (count: number, value = (_: number) => 0): readonly ValuedCustomer[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `K-${String(index).padStart(3, "0")}`,
    value: value(index),
  }));
const anyBase = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 3, unit: "grapheme" }),
    value: fc.integer({ min: -3, max: 3 }),
  }),
  { selector: ({ id }) => id, maxLength: 40 },
);

describe("bands by value (D-14)", () => {
  test("are 20, 50 and 30 of a hundred, the most valuable first", () => {
    const customers = base(100, (index) => index);
    const bounds = bandBoundaries(customers, BANDS);
    const bands = customers.map((customer) => bandOf(customer, bounds));
    expect(bands.filter((band) => band === "top")).toHaveLength(20);
    expect(bands.filter((band) => band === "middle")).toHaveLength(50);
    expect(bands[99]).toBe("top");
    expect(bands[0]).toBe("bottom");
  });
  test("part customers worth the same by their ids, the smaller above", () => {
    const customers = base(10);
    const bounds = bandBoundaries(customers, BANDS);
    expect(customers.map((customer) => bandOf(customer, bounds)[0]).join("")).toBe("ttmmmmmbbb");
  });
  test("have the best of three at the top: it begins within the first 20 per cent", () => {
    const customers = base(3, (index) => -index);
    const bounds = bandBoundaries(customers, BANDS);
    expect(customers.map((customer) => bandOf(customer, bounds))).toEqual([
      "top",
      "middle",
      "middle",
    ]);
  });
  test("of nobody have no boundaries", () => expect(bandBoundaries([], BANDS)).toEqual({}));
});

test("whatever the order customers come in, each has the same class and band", () => {
  fc.assert(
    fc.property(anyBase, fc.infiniteStream(fc.nat()), (customers, lots) => {
      const shuffled = customers
        .map((customer) => ({ customer, lot: lots.next().value }))
        .sort((a, b) => a.lot - b.lot)
        .map(({ customer }) => customer);
      const limits = { share: { gold: 20, silver: 50 } };
      expect(valueBoundaries(shuffled, limits)).toEqual(valueBoundaries(customers, limits));
      expect(bandBoundaries(shuffled, BANDS)).toEqual(bandBoundaries(customers, BANDS));
    }),
    { seed: 11, numRuns: 200 },
  );
});

test("a class has exactly its share, and nobody in it is worth less than one below it", () => {
  fc.assert(
    fc.property(
      anyBase,
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 40 }),
      (customers, gold, silver) => {
        const bounds = valueBoundaries(customers, { share: { gold, silver } });
        const ranked = [...customers].sort(compareByValue);
        const classes = ranked.map((customer) => valueClassOf(customer, bounds));
        const golds = shareCount(gold, customers.length);
        const silvers = shareCount(gold + silver, customers.length) - golds;
        const expected = ranked.map((_, index) => {
          if (index < golds) return "gold";
          return index < golds + silvers ? "silver" : "bronze";
        });
        expect(classes).toEqual(expected);
      },
    ),
    { seed: 12, numRuns: 200 },
  );
});

test("limits in money take all that are worth them, whatever their ids", () => {
  const bounds = valueBoundaries([], { atLeast: { gold: 100, silver: 50 } });
  expect([101, 100, 99, 50, 49].map((value) => valueClassOf({ id: "z", value }, bounds))).toEqual([
    ...["gold", "gold", "silver", "silver", "bronze"],
  ]);
});

test("33.3 per cent of a thousand are 333", () => {
  expect(shareCount(33.3, 1_000)).toBe(333);
  expect(shareCount(20, 1)).toBe(1);
  expect(shareCount(100, 7)).toBe(7);
});

test("ids are ordered by code point, as the database does", () => {
  const text = fc.string({
    maxLength: 4,
    unit: fc.constantFrom("a", "B", "å", "\u{ff5e}", "\u{e000}", "\u{1f600}"),
  });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareIds(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
    { seed: 13, numRuns: 300 },
  );
});
