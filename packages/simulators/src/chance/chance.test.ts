import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chance, pickWeighted, pickWhole } from "./chance.ts";

describe("chance", () => {
  test("is the same for the same words and stays in its range", () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.string()), (seed, words) => {
        const value = chance(seed, ...words);
        expect(value).toBe(chance(seed, ...words));
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThan(1);
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  test("words are told apart from their pieces", () => {
    expect(chance(1, "ab", "c")).not.toBe(chance(1, "a", "bc"));
    expect(chance(1, "a")).not.toBe(chance(2, "a"));
  });

  test("spreads evenly, also over words that differ by one digit", () => {
    const buckets = new Array<number>(10).fill(0);
    for (let index = 0; index < 10_000; index += 1) {
      const bucket = Math.floor(chance(7, "customer", index, "what") * 10);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    for (const count of buckets) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });
});

describe("picking", () => {
  test("follows the weights", () => {
    const weights = [
      ["a", 1],
      ["b", 3],
    ] as const;
    expect(pickWeighted(weights, 0.2)).toBe("a");
    expect(pickWeighted(weights, 0.26)).toBe("b");
    expect(pickWeighted(weights, 0.999)).toBe("b");
  });

  test("reaches both ends of a range", () => {
    expect(pickWhole(3, 5, 0)).toBe(3);
    expect(pickWhole(3, 5, 0.9999)).toBe(5);
  });
});
