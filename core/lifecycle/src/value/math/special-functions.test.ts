import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ValueError } from "../value-error.ts";
import { digamma } from "./digamma.ts";
import { hypergeometric2F1 } from "./hypergeometric.ts";
import { logGamma } from "./log-gamma.ts";
import { logOfPositiveSeries, sumSeries } from "./sum-series.ts";

const SEED = { seed: 20_261_122, numRuns: 300 };

describe("the logarithm of gamma", () => {
  test.each([
    [0.5, Math.log(Math.sqrt(Math.PI))],
    [1, 0],
    [2, 0],
    [5, Math.log(24)],
    [10, 12.801827480081469],
    [100, 359.1342053695754],
    [1e-5, 11.512919692895826],
  ])("at %d is %d", (x, value) => {
    expect(logGamma(x)).toBeCloseTo(value, 11);
  });

  test("rises by log x from x to x + 1", () => {
    const property = fc.property(fc.double({ min: 1e-3, max: 500, noNaN: true }), (x) => {
      expect(logGamma(x + 1) - logGamma(x)).toBeCloseTo(Math.log(x), 9);
    });
    fc.assert(property, SEED);
  });
});

describe("digamma", () => {
  test.each([
    [1, -0.5772156649015329],
    [0.5, -1.9635100260214235],
    [10, 2.251752589066721],
  ])("at %d is %d", (x, value) => {
    expect(digamma(x)).toBeCloseTo(value, 12);
  });

  test("is the slope of the logarithm of gamma", () => {
    const property = fc.property(fc.double({ min: 0.1, max: 100, noNaN: true }), (x) => {
      const slope = (logGamma(x + 1e-5) - logGamma(x - 1e-5)) / 2e-5;
      expect(digamma(x)).toBeCloseTo(slope, 5);
    });
    fc.assert(property, SEED);
  });
});

describe("2F1", () => {
  test.each([
    ["logarithm", { a: 1, b: 1, c: 2, z: 0.9 }, -Math.log(0.1) / 0.9],
    ["arc tangent", { a: 0.5, b: 1, c: 1.5, z: -4 }, Math.atan(2) / 2],
    ["arc sine", { a: 0.5, b: 0.5, c: 1.5, z: 0.64 }, Math.asin(0.8) / 0.8],
    ["elliptic integral", { a: 0.5, b: 0.5, c: 1, z: 0.5 }, 1.180340599016096],
    ["power", { a: 60, b: 3, c: 3, z: 0.5 }, 2 ** 60],
    ["one", { a: 2, b: 3, c: 4, z: 0 }, 1],
  ])("is the %s where it is known to be", (_, parameters, value) => {
    expect(hypergeometric2F1(parameters) / value).toBeCloseTo(1, 12);
  });

  test("is refused outside its circle and at its poles", () => {
    expect(() => hypergeometric2F1({ a: 1, b: 1, c: 2, z: 1 })).toThrow(ValueError);
    expect(() => hypergeometric2F1({ a: 1, b: 1, c: 0, z: 0.5 })).toThrow(ValueError);
  });
});

describe("a series", () => {
  test("gives the same sum and logarithm", () => {
    expect(Math.exp(logOfPositiveSeries(() => 0.5, 0.5))).toBeCloseTo(
      sumSeries(() => 0.5, 0.5),
      12,
    );
  });

  test("too large for a number has a logarithm", () => {
    // (1 - z)^-a at a = 3 000 and z = 0.5.
    const log = logOfPositiveSeries((n) => ((3_000 + n) / (n + 1)) * 0.5, 0.5);
    expect(log / (3_000 * Math.log(2))).toBeCloseTo(1, 12);
  });

  test("that never settles is refused", () => {
    expect(() => sumSeries(() => 1, 1)).toThrow(ValueError);
    expect(() => logOfPositiveSeries(() => 1, 1)).toThrow(ValueError);
  });
});
