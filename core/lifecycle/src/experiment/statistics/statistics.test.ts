import { describe, expect, it } from "vitest";
import { seededRandom } from "../../value/testing/seeded-random.ts";
import { meanDifference, sampleOf } from "./mean-difference.ts";
import { neededForMeans, neededForShares } from "./needed-customers.ts";
import { normalQuantile, normalShareBelow } from "./normal.ts";
import { ratioSample } from "./ratio-sample.ts";
import { shareDifference, shareInterval } from "./share-interval.ts";
import { studentQuantile } from "./student-t.ts";

const count = (have: number, of: number) => ({ have, of });
const sample = (values: readonly number[]) =>
  sampleOf(values.length, sum(values), sum(values.map((each) => each * each)));
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe("published figures", () => {
  it("of the normal and Student's distributions are met", () => {
    expect(normalShareBelow(1.96)).toBeCloseTo(0.9750021, 7);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963985, 8);
    // Fisher & Yates' table.
    expect([1, 2, 5, 10, 30, 120].map((each) => studentQuantile(0.975, each).toFixed(3))).toEqual([
      ...["12.706", "4.303", "2.571", "2.228", "2.042", "1.980"],
    ]);
    expect(studentQuantile(0.025, 10)).toBeCloseTo(-2.228139, 5);
  });

  it("of Wilson's interval are met (Newcombe 1998, table I, method 3)", () => {
    const cases = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const;
    for (const [have, of, low, high] of cases) {
      const interval = shareInterval(count(have, of));
      expect([interval.low.toFixed(4), interval.high.toFixed(4)]).toEqual([
        ...[low.toFixed(4), high.toFixed(4)],
      ]);
    }
    expect(shareInterval(count(20, 20)).high).toBe(1);
  });

  it("of Newcombe's interval of a difference are met (Newcombe 1998, table II, method 10)", () => {
    const cases = [
      [56, 70, 48, 80, 0.0524, 0.3339],
      [9, 10, 3, 10, 0.1705, 0.809],
      [6, 7, 2, 7, 0.0582, 0.8062],
      [5, 56, 0, 29, -0.0381, 0.1926],
      [0, 10, 0, 20, -0.1611, 0.2775],
      [0, 10, 0, 10, -0.2775, 0.2775],
      [10, 10, 0, 20, 0.6791, 1],
      [10, 10, 0, 10, 0.6075, 1],
    ] as const;
    for (const [a, b, c, d, low, high] of cases) {
      const interval = shareDifference(count(a, b), count(c, d));
      expect(interval.low).toBeCloseTo(low, 4);
      expect(interval.high).toBeCloseTo(high, 4);
    }
  });

  it("of Welch's test on Student's sleep data are met", () => {
    const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
    const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    const { value, low, high } = meanDifference(sample(first), sample(second));
    expect(value).toBeCloseTo(-1.58, 10);
    expect(low).toBeCloseTo(-3.3654832, 7);
    expect(high).toBeCloseTo(0.2054832, 7);
  });

  it("of how many it takes to tell two shares apart are met", () => {
    // power.prop.test(p1 = .50, p2 = .75, power = .90) of R gives 76.7 in each group.
    const needed = neededForShares(0.75, 0.5, { treatedPerHeldOut: 1, power: 0.9 });
    expect(needed).toEqual({ treated: 77, heldOut: 77 });
  });
});

describe("in thousands of trials drawn by a seed,", () => {
  const TRIALS = 4_000;
  const random = seededRandom(20_261_122);
  const misses = (trial: () => { readonly low: number; readonly high: number }, truth: number) => {
    let missed = 0;
    for (let each = 0; each < TRIALS; each++) {
      const { low, high } = trial();
      if (low > truth || high < truth) missed++;
    }
    return missed / TRIALS;
  };

  it("Newcombe's interval misses the truth about one time in twenty, with groups of nine to one", () => {
    const draw = (size: number, share: number) =>
      count(Array.from({ length: size }, random).filter((lot) => lot < share).length, size);
    const missed = misses(() => shareDifference(draw(450, 0.14), draw(50, 0.1)), 0.04);
    expect(missed).toBeGreaterThan(0.03);
    expect(missed).toBeLessThan(0.07);
  });

  it("Welch's interval does, of purchases that most make none of and a few many", () => {
    const purchases = () => Math.floor(-Math.log1p(-random()) * 1.2);
    const draw = (size: number) => sample(Array.from({ length: size }, purchases));
    const missed = misses(() => meanDifference(draw(300), draw(60)), 0);
    expect(missed).toBeGreaterThan(0.03);
    expect(missed).toBeLessThan(0.07);
  });

  it("the interval of the average purchase does, where customers that buy often pay less", () => {
    const draw = (size: number) => {
      const customers = Array.from({ length: size }, () => {
        const many = Math.floor(-Math.log1p(-random()) * 3);
        const each = 400 / (1 + many) + 100 * random();
        return { many, spent: many * each };
      });
      const found = ratioSample({
        count: size,
        above: sum(customers.map(({ spent }) => spent)),
        below: sum(customers.map(({ many }) => many)),
        aboveSquares: sum(customers.map(({ spent }) => spent ** 2)),
        belowSquares: sum(customers.map(({ many }) => many ** 2)),
        products: sum(customers.map(({ spent, many }) => spent * many)),
      });
      return found ?? sample([]);
    };
    const missed = misses(() => meanDifference(draw(400), draw(100)), 0);
    expect(missed).toBeGreaterThan(0.03);
    expect(missed).toBeLessThan(0.075);
  });

  it("a difference is found about four times of five with the customers it takes", () => {
    const { treated, heldOut } = neededForShares(0.3, 0.2, { treatedPerHeldOut: 3 });
    const draw = (size: number, share: number) =>
      count(Array.from({ length: size }, random).filter((lot) => lot < share).length, size);
    const found = misses(() => shareDifference(draw(treated, 0.3), draw(heldOut, 0.2)), 0);
    expect(found).toBeGreaterThan(0.76);
    expect(found).toBeLessThan(0.86);
    const means = neededForMeans(1, { treated: 9, heldOut: 9 }, { treatedPerHeldOut: 1 });
    // Twice 9 times (1.96 + 0.84) squared.
    expect(means).toEqual({ treated: 142, heldOut: 142 });
  });
});

it("a ratio without anything below the line is none", () => {
  const nothing = { above: 5, below: 0, aboveSquares: 5, belowSquares: 0, products: 0 };
  expect(ratioSample({ count: 3, ...nothing })).toBeUndefined();
});
